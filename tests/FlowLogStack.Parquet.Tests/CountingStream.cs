namespace FlowLogStack.Parquet.Tests;

/// <summary>Bytes in memory that count how many of them are read.</summary>
sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    internal long Count { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        Count += read;
        return read;
    }

    public override int Read(Span<byte> buffer)
    {
        // MemoryStream's own forwards to the other for derived types.
        var copy = new byte[buffer.Length];
        var read = Read(copy, 0, copy.Length);
        copy.AsSpan(0, read).CopyTo(buffer);
        return read;
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await Task.FromResult(Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await ValueTask.FromResult(Read(buffer.Span));

    public override int ReadByte()
    {
        Count++;
        return base.ReadByte();
    }
}

namespace FlowLogStack.Parquet.Tests;

/// <summary>Bytes that can only be read forwards, a few at a time, as from a pipe.</summary>
sealed class Forwards(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 3));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 3)]);

    public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
}

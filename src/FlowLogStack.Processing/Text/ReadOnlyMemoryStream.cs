using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A stream that reads from memory.</summary>
sealed class ReadOnlyMemoryStream(ReadOnlyMemory<byte> memory) : ForwardOnlyStream
{
    int position;

    public override int Read(Span<byte> destination)
    {
        var count = Math.Min(destination.Length, memory.Length - position);
        memory.Span.Slice(position, count).CopyTo(destination);
        position += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default) => new(Read(destination.Span));
}

using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A stream that writes to an <see cref="OutputBuffer"/>.</summary>
sealed class OutputBufferStream(OutputBuffer output) : WriteOnlyStream
{
    public override long Length => output.Length;

    public override void Write(ReadOnlySpan<byte> buffer) => output.Append(buffer);
}

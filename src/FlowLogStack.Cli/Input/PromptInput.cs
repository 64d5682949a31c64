using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>An input that flushes the output before each read, so output for <c>tail -f</c> appears at once.</summary>
sealed class PromptInput(Stream input, Action beforeWaiting) : ForwardOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        beforeWaiting();
        return input.Read(buffer);
    }
}

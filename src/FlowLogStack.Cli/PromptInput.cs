using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>An input that lets the output catch up before it may have to wait: what <c>tail -f</c> sends is printed at once.</summary>
sealed class PromptInput(Stream input, Action beforeWaiting) : ForwardOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        beforeWaiting();
        return input.Read(buffer);
    }
}

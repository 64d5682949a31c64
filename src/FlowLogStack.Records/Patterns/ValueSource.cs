namespace FlowLogStack.Records;

/// <summary>Takes one value from events that match.</summary>
abstract class ValueSource
{
    internal abstract bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value);
}

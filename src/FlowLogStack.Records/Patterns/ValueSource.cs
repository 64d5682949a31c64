namespace FlowLogStack.Records;

/// <summary>Takes one value from events that match.</summary>
abstract class ValueSource
{
    /// <summary>The 0-based position of the field it is taken from, in events of so many fields; null when there are no fields.</summary>
    internal virtual int? PositionIn(int fields) => null;

    internal abstract bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value);
}

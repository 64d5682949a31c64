namespace FlowLogStack.Records;

/// <summary>A condition of a pattern on one field of an event.</summary>
/// <param name="Index">0-based position of the field; negative from the end, where -1 is the last field.</param>
/// <param name="IsRest">Whether the condition is on the rest of the event from that field on.</param>
/// <param name="Test">The test of the value.</param>
readonly record struct SlotCondition(int Index, bool IsRest, ValueTest Test)
{
    /// <summary>Identity of the condition: two conditions with the same one hold for the same events.</summary>
    internal (int Index, bool IsRest, string Test) Identity => (Index, IsRest, Test.Identity);

    /// <summary>Number of fields that an event must have for the condition to be tested.</summary>
    internal int FewestFields => Index < 0 ? -Index : Index + 1;

    /// <summary>Returns whether the condition holds for an event with known field positions.</summary>
    internal bool Holds(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields)
    {
        var position = Index < 0 ? fields + Index : Index;
        // A plain event ends with a field, so its rest is one field or fields with single separators.
        return Test.Holds(IsRest ? message[starts[position]..] : message[starts[position]..(starts[position + 1] - 1)]);
    }
}

namespace FlowLogStack.Records;

/// <summary>A condition on a value.</summary>
abstract class ValueCondition
{
    /// <summary>Returns whether the value, in UTF-8, fulfills the condition.</summary>
    internal abstract bool Holds(ReadOnlySpan<byte> value);
}

namespace FlowLogStack.Records;

/// <summary>The number of records with a value.</summary>
/// <param name="Value">Text of the value; null if it is absent.</param>
/// <param name="Records">Number of records with the value.</param>
public readonly record struct ValueCount(string? Value, long Records);

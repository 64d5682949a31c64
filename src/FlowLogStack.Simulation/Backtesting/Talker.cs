namespace FlowLogStack.Simulation;

/// <summary>A value and how many records had it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Records">The records.</param>
public readonly record struct Talker(string Value, long Records);

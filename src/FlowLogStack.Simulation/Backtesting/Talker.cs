namespace FlowLogStack.Simulation;

/// <summary>A value and how many records had it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Records">The records.</param>
/// <param name="Amount">What they come to in the unit of <see cref="TopTalkers.Measure"/>, such as bytes; null where that is records.</param>
public readonly record struct Talker(string Value, long Records, double? Amount = null);

namespace FlowLogStack.Simulation;

/// <summary>A top contributor: a value and the number of its records.</summary>
/// <param name="Value">Address, port or service that is ranked.</param>
/// <param name="Records">Number of records.</param>
/// <param name="Amount">Amount in the unit of <see cref="TopTalkers.Measure"/>, such as bytes; null if that is records.</param>
public readonly record struct Talker(string Value, long Records, double? Amount = null)
{
    /// <summary>Description of the address, such as its country and network. Default: null (unknown).</summary>
    public string? Note { get; init; }
}

namespace FlowLogStack.Simulation;

/// <summary>Options of the page of a backtest.</summary>
sealed record BacktestPageOptions
{
    /// <summary>Comparison with another template. Default: null (none).</summary>
    public BacktestComparison? Comparison { get; init; }

    /// <summary>
    /// The attacks in the records, for the bands on the time axis and for expected and unexpected alarms. Default: empty (the attacks aren't known).
    /// </summary>
    public IReadOnlyList<KnownAttack> Attacks { get; init; } = [];
}

using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>The review of one stack.</summary>
public sealed record StackReview
{
    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>Name of the old template; empty if the stack is new.</summary>
    public string Before { get; init; } = "";

    /// <summary>Name of the new template; empty if the stack is removed.</summary>
    public string After { get; init; } = "";

    /// <summary>Text of the new template, for the lines of resources; empty if the stack is removed.</summary>
    internal string Text { get; init; } = "";

    /// <summary>The findings, by section, most severe first.</summary>
    public IReadOnlyList<ReviewFinding> Findings { get; init; } = [];

    /// <summary>Costs; null if they can't be estimated.</summary>
    public ReviewCost? Cost { get; init; }

    /// <summary>Counts with limits.</summary>
    public IReadOnlyList<ReviewLimit> Limits { get; init; } = [];

    /// <summary>The alarms on the given logs before and after; null without logs.</summary>
    public BacktestComparison? Backtest { get; init; }

    /// <summary>Differences without an effect, such as asset hashes, by kind.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Values that can't be resolved, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

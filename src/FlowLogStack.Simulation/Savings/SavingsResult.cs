namespace FlowLogStack.Simulation;

/// <summary>Result of a <see cref="SavingsReview"/>.</summary>
sealed record SavingsResult
{
    /// <summary>The possible savings, the largest first.</summary>
    public required IReadOnlyList<Saving> Savings { get; init; }

    /// <summary>Notes on what can't be judged, and why, one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Number of records.</summary>
    public long Records { get; init; }

    /// <summary>Time of the first record; null without any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Time of the last record; null without any.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The sum in USD a month.</summary>
    public decimal Total => Savings.Sum(saving => saving.Dollars);
}

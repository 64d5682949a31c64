namespace FlowLogStack.Verification;

/// <summary>What was found when a deployment was compared with its template.</summary>
public sealed record VerificationResult
{
    /// <summary>The template's name, as it was given.</summary>
    public required string Template { get; init; }

    /// <summary>The stack's name.</summary>
    public required string Stack { get; init; }

    /// <summary>The region; null when it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>The account; null when it is not known.</summary>
    public string? Account { get; init; }

    /// <summary>When it was looked at, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was looked at.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>What a reader should know about the comparison of metrics, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether no check failed.</summary>
    public bool HasPassed => Count(CheckOutcome.Failed) == 0;

    /// <summary>How many checks came out so.</summary>
    public int Count(CheckOutcome outcome) => Checks.Count(check => check.Outcome == outcome);
}

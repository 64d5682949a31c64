namespace FlowLogStack.Verification;

/// <summary>The result of verifying a deployment against its template.</summary>
public sealed record VerificationResult
{
    /// <summary>Name of the template, as it was passed to <see cref="StackVerification.OpenAsync"/>.</summary>
    public required string Template { get; init; }

    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>Region of the stack; null if unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Account of the stack; null if unknown.</summary>
    public string? Account { get; init; }

    /// <summary>Time of the verification (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Results of all checks.</summary>
    public required IReadOnlyList<Check> Checks { get; init; }

    /// <summary>Remarks on the comparison of metrics, one sentence each. Default: empty.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether no check failed.</summary>
    public bool HasPassed => Count(CheckOutcome.Failed) == 0;

    /// <summary>Returns the number of checks with an outcome.</summary>
    public int Count(CheckOutcome outcome) => Checks.Count(check => check.Outcome == outcome);
}

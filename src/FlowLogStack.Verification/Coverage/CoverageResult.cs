namespace FlowLogStack.Verification;

/// <summary>Resources of accounts and Regions, with their flow logs.</summary>
public sealed record CoverageResult
{
    /// <summary>Time of the first call (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Accounts that were read or tried, in order.</summary>
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>Regions that were read or tried.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>Resources by account, Region, kind and id.</summary>
    public required IReadOnlyList<CoveredResource> Resources { get; init; }

    /// <summary>Parts that could not be read. If it isn't empty, the result is incomplete. Default: none.</summary>
    public IReadOnlyList<CoverageProblem> Problems { get; init; } = [];

    /// <summary>Remarks, one sentence each. Default: none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>State of the telemetry evaluation in each Region. Default: none (not read).</summary>
    public IReadOnlyList<TelemetryEvaluation> Telemetry { get; init; } = [];

    /// <summary>Whether all accounts and Regions were read.</summary>
    public bool IsComplete => Problems.Count == 0;

    /// <summary>Whether all resources that were read have flow logs that work, or need none.</summary>
    public bool IsCovered => !Resources.Any(resource => resource.IsGap);

    /// <summary>Returns the number of resources of a kind in a state.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="state">The state.</param>
    public int Count(CoveredKind kind, CoverageState state) => Resources.Count(resource => resource.Kind == kind && resource.State == state);
}

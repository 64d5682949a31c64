namespace FlowLogStack.Verification;

/// <summary>The result of a rehearsal.</summary>
public sealed record RehearsalResult
{
    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>Address and port of the connections, and the network interface that has them.</summary>
    public required RehearsalTarget Target { get; init; }

    /// <summary>Time of the first connection (UTC).</summary>
    public required DateTimeOffset Began { get; init; }

    /// <summary>The steps, in order.</summary>
    public required IReadOnlyList<RehearsalStep> Steps { get; init; }

    /// <summary>Whether every step was reached.</summary>
    public bool HasPassed => Steps.All(step => step.Outcome is CheckOutcome.Passed or CheckOutcome.Warning);
}

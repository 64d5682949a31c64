namespace FlowLogStack.Review;

/// <summary>One effect of a change.</summary>
public sealed record ReviewFinding
{
    /// <summary>Kind of the finding.</summary>
    public required ReviewRule Rule { get; init; }

    /// <summary>How much the effect matters.</summary>
    public required ReviewSeverity Severity { get; init; }

    /// <summary>Name of the stack.</summary>
    public string Stack { get; init; } = "";

    /// <summary>Logical id of the resource in the new template, or in the old one if it is removed; empty for the whole stack.</summary>
    public string LogicalId { get; init; } = "";

    /// <summary>CloudFormation type of the resource; empty for the whole stack.</summary>
    public string Type { get; init; } = "";

    /// <summary>The effect in one sentence. Values are between backticks.</summary>
    public required string Title { get; init; }

    /// <summary>Consequences, one sentence each. Values are between backticks.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>Changed values, decoded.</summary>
    public IReadOnlyList<ReviewEvidence> Evidence { get; init; } = [];

    /// <summary>Recommended action; null for none.</summary>
    public string? Fix { get; init; }
}

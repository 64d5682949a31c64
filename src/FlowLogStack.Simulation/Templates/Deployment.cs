namespace FlowLogStack.Simulation;

/// <summary>What a deployment made of a template, so that references lead to what is really there.</summary>
/// <remarks>With one, nothing has a stand-in: what is not known is a problem, said where it is needed.</remarks>
public sealed record Deployment
{
    /// <summary>The stack's name.</summary>
    public required string StackName { get; init; }

    /// <summary>The stack's ARN; null when it is not known.</summary>
    public string? StackId { get; init; }

    /// <summary>The region; null when it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>The account; null when it is not known.</summary>
    public string? AccountId { get; init; }

    /// <summary>The partition. Default: <c>aws</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>The physical id of each resource, by logical id. Default: none is known.</summary>
    public IReadOnlyDictionary<string, string> PhysicalIds { get; init; } = new Dictionary<string, string>();
}

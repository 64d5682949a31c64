namespace FlowLogStack.Simulation;

/// <summary>What a deployment made of a template, so that references lead to what is really there.</summary>
/// <remarks>With one, nothing has a stand-in: what is not known is a problem, said where it is needed.</remarks>
public sealed record Deployment
{
    const string RuleMark = ":insight-rule/";

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

    /// <summary>What other resources call a resource by; null when it was not made.</summary>
    internal string? NameOf(string logicalId)
    {
        if (!PhysicalIds.TryGetValue(logicalId, out var id) || id.Length == 0)
            return null;
        // A rule is known by its ARN, and its name is what expressions take.
        var mark = id.IndexOf(RuleMark, StringComparison.Ordinal);
        return mark < 0 ? id : id[(mark + RuleMark.Length)..];
    }
}

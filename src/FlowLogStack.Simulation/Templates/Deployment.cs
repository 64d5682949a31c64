namespace FlowLogStack.Simulation;

/// <summary>A deployed stack, whose values replace the placeholder values of references.</summary>
/// <remarks>A deployment replaces placeholder values: an unknown value is reported as a problem.</remarks>
sealed record Deployment
{
    const string RuleMark = ":insight-rule/";

    /// <summary>Name of the stack.</summary>
    public required string StackName { get; init; }

    /// <summary>ARN of the stack; null if it isn't known.</summary>
    public string? StackId { get; init; }

    /// <summary>AWS Region; null if it isn't known.</summary>
    public string? Region { get; init; }

    /// <summary>AWS account; null if it isn't known.</summary>
    public string? AccountId { get; init; }

    /// <summary>AWS partition. Default: <c>aws</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>Physical ids of the resources, by logical id. Default: none.</summary>
    public IReadOnlyDictionary<string, string> PhysicalIds { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns the name of a resource in references, or null if it wasn't created.</summary>
    internal string? NameOf(string logicalId)
    {
        if (!PhysicalIds.TryGetValue(logicalId, out var id) || id.Length == 0)
            return null;
        // The physical id of a rule is its ARN; expressions contain its name.
        var mark = id.IndexOf(RuleMark, StringComparison.Ordinal);
        return mark < 0 ? id : id[(mark + RuleMark.Length)..];
    }
}

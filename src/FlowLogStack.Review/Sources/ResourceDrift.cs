namespace FlowLogStack.Review;

/// <summary>The differences of a deployed resource from the template of its stack.</summary>
/// <param name="LogicalId">Logical id of the resource.</param>
/// <param name="Properties">Properties that differ; empty if the resource was deleted.</param>
public sealed record ResourceDrift(string LogicalId, IReadOnlyList<DriftedProperty> Properties)
{
    /// <summary>Whether the resource was deleted. Default: false.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>All properties of the resource as JSON, for differences within a value that the deployment computes. Default: null (unknown).</summary>
    public string? Actual { get; init; }
}

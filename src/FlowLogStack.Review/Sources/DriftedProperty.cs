namespace FlowLogStack.Review;

/// <summary>A property of a deployed resource that differs from the template.</summary>
/// <param name="Path">Path of the property, such as <c>/MetricTransformations/0/MetricName</c>.</param>
/// <param name="Value">Value of the resource, as text or JSON; null if it has none.</param>
public sealed record DriftedProperty(string Path, string? Value);

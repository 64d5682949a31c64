namespace FlowLogStack.Simulation;

/// <summary>A resource that may cost something which is not estimated.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Type">Its CloudFormation type.</param>
/// <param name="Reason">Why, without a full stop.</param>
public sealed record UnpricedResource(string LogicalId, string Type, string Reason);

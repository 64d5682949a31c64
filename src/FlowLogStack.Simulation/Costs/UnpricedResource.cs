namespace FlowLogStack.Simulation;

/// <summary>A resource that may cost something and isn't estimated.</summary>
/// <param name="LogicalId">Logical id of the resource.</param>
/// <param name="Type">CloudFormation type of the resource.</param>
/// <param name="Reason">Reason, without a full stop.</param>
sealed record UnpricedResource(string LogicalId, string Type, string Reason);

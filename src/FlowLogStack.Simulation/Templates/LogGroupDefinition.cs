namespace FlowLogStack.Simulation;

/// <summary>A log group of a template.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Name">Its name; the logical id when CloudFormation makes one up.</param>
public sealed record LogGroupDefinition(string LogicalId, string Name);

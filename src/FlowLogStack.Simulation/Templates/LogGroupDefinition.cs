namespace FlowLogStack.Simulation;

/// <summary>A log group of a template.</summary>
/// <param name="LogicalId">Logical id of the log group.</param>
/// <param name="Name">Name of the log group, or its logical id if CloudFormation generates the name.</param>
/// <param name="OtherClass">Class of the log group; null for STANDARD.</param>
sealed record LogGroupDefinition(string LogicalId, string Name, string? OtherClass);

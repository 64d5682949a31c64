namespace FlowLogStack.Simulation;

/// <summary>A dashboard of a template.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Name">Its name; the logical id when CloudFormation makes one up.</param>
/// <param name="Body">Its body as JSON, worked out.</param>
/// <param name="Problems">What of it could not be worked out.</param>
public sealed record DashboardDefinition(string LogicalId, string Name, string Body, IReadOnlyList<string> Problems);

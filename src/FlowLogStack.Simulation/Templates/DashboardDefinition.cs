namespace FlowLogStack.Simulation;

/// <summary>A dashboard of a template.</summary>
/// <param name="LogicalId">Logical id of the dashboard.</param>
/// <param name="Name">Name of the dashboard, or its logical id if CloudFormation generates the name.</param>
/// <param name="Body">Resolved body as JSON.</param>
/// <param name="Problems">Parts of the body that can't be resolved.</param>
sealed record DashboardDefinition(string LogicalId, string Name, string Body, IReadOnlyList<string> Problems);

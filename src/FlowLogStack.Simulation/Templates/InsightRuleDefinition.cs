namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule of a template.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Name">Its name; the logical id when the template has none.</param>
/// <param name="Body">What it counts.</param>
public sealed record InsightRuleDefinition(string LogicalId, string Name, InsightRuleBody Body);

namespace FlowLogStack.Simulation;

/// <summary>A composite alarm of a template.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Name">Its name; the logical id when the template has none.</param>
/// <param name="Description">Its description; empty for none.</param>
/// <param name="Rule">What it makes of other alarms' states.</param>
/// <param name="Suppressor">The alarm that keeps its actions from running; null for none.</param>
public sealed record CompositeAlarmDefinition(string LogicalId, string Name, string Description, AlarmRule Rule, string? Suppressor);

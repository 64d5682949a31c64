namespace FlowLogStack.Simulation;

/// <summary>Names an alarm of a template.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Name">Its name; the logical id when the template has none.</param>
public sealed record AlarmReference(string LogicalId, string Name);

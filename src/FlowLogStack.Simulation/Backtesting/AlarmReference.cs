namespace FlowLogStack.Simulation;

/// <summary>A reference to an alarm of a template.</summary>
/// <param name="LogicalId">Logical id of the alarm.</param>
/// <param name="Name">Name of the alarm, or its logical id if the template has no name.</param>
public sealed record AlarmReference(string LogicalId, string Name);

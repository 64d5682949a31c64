namespace FlowLogStack.Simulation;

/// <summary>An alarm of the template that can't be simulated from flow logs. It is excluded from all totals.</summary>
/// <param name="LogicalId">Logical id of the alarm in the template.</param>
/// <param name="Name">Name of the alarm, or its logical id if CloudFormation generates the name.</param>
/// <param name="Reason">Reason, as a clause without a capital letter or a full stop.</param>
public sealed record UnsimulatedAlarm(string LogicalId, string Name, string Reason);

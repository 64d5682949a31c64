namespace FlowLogStack.Simulation;

/// <summary>An alarm of the template that flow logs alone cannot bring to life; it is not counted anywhere.</summary>
/// <param name="LogicalId">The alarm's logical id in the template.</param>
/// <param name="Name">The alarm's name; its logical id when the template leaves naming to CloudFormation.</param>
/// <param name="Reason">Why it was not simulated, as a clause without a capital or a full stop.</param>
public sealed record UnsimulatedAlarm(string LogicalId, string Name, string Reason);

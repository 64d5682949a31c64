using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A subscription filter that hands the events of a log group to a function.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="LogGroup">The name of the log group.</param>
/// <param name="Pattern">Which events it selects.</param>
sealed record SubscriptionDefinition(string LogicalId, string LogGroup, LogPattern Pattern);

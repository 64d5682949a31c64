using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A subscription filter that sends the events of a log group to a function.</summary>
/// <param name="LogicalId">Logical id of the filter.</param>
/// <param name="LogGroup">Name of the log group.</param>
/// <param name="Pattern">Filter pattern.</param>
sealed record SubscriptionDefinition(string LogicalId, string LogGroup, LogPattern Pattern);

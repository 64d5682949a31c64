using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A flow log of a template that delivers to CloudWatch Logs.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="LogGroup">The name of the log group it delivers to.</param>
/// <param name="Format">The fields of its records.</param>
/// <param name="Traffic"><c>ACCEPT</c> or <c>REJECT</c> when it only delivers such records; null for all.</param>
public sealed record FlowLogDefinition(string LogicalId, string LogGroup, FlowLogFormat Format, string? Traffic);

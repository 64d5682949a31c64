using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A flow log of a template that delivers to CloudWatch Logs.</summary>
/// <param name="LogicalId">Logical id of the flow log.</param>
/// <param name="LogGroup">Name of the log group.</param>
/// <param name="Format">Log format of the records.</param>
/// <param name="Traffic"><c>ACCEPT</c> or <c>REJECT</c> if it delivers only such records; null for all.</param>
/// <param name="Interval">Maximum aggregation interval in seconds.</param>
sealed record FlowLogDefinition(string LogicalId, string LogGroup, FlowLogFormat Format, string? Traffic, double Interval)
{
    /// <summary>The interval of flow logs without one.</summary>
    internal const double DefaultInterval = 600;
}

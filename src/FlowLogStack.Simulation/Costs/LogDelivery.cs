using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A flow log of a template and its destination.</summary>
/// <param name="LogicalId">Logical id of the flow log.</param>
/// <param name="Kind">Kind of the destination.</param>
/// <param name="Target">Name of the log group, bucket or stream.</param>
/// <param name="Format">Log format of the records.</param>
/// <param name="Traffic">The only action that the flow log delivers; null for all.</param>
/// <param name="IsParquet">Whether objects are Parquet instead of text.</param>
sealed record LogDelivery(string LogicalId, LogDeliveryKind Kind, string Target, FlowLogFormat Format, string? Traffic, bool IsParquet);

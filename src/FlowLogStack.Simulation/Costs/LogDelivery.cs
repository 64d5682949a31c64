using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A flow log of a template, and where its records go.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Kind">What kind of place that is.</param>
/// <param name="Target">The log group's, bucket's or stream's name.</param>
/// <param name="Format">The fields of its records.</param>
/// <param name="Traffic">The only action it delivers; null for all.</param>
/// <param name="IsParquet">Whether objects are Parquet rather than text.</param>
sealed record LogDelivery(string LogicalId, LogDeliveryKind Kind, string Target, FlowLogFormat Format, string? Traffic, bool IsParquet);

/// <summary>Where records can go.</summary>
enum LogDeliveryKind
{
    LogGroup,
    Bucket,
    Stream,
}

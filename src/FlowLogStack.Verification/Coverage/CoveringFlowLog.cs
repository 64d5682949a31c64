using Amazon.EC2.Model;
using FlowLogStack.Records;

namespace FlowLogStack.Verification;

/// <summary>A flow log of a resource.</summary>
/// <param name="Id">Id of the flow log.</param>
/// <param name="DestinationType">EC2's name of the destination type: <c>cloud-watch-logs</c>, <c>s3</c> or <c>kinesis-data-firehose</c>.</param>
/// <param name="Destination">Name of the log group, or ARN of the bucket or stream; null if EC2 returned none.</param>
public sealed record CoveringFlowLog(string Id, string DestinationType, string? Destination)
{
    /// <summary>EC2's status, such as <c>ACTIVE</c>; null if EC2 returned none.</summary>
    public string? Status { get; init; }

    /// <summary>Log format, such as <c>${srcaddr} ${dstaddr}</c>; null for EC2's default format.</summary>
    public string? LogFormat { get; init; }

    /// <summary>File format of the objects in S3, <c>plain-text</c> or <c>parquet</c>; null for other destinations.</summary>
    public string? FileFormat { get; init; }

    /// <summary>Recorded traffic, <c>ALL</c>, <c>ACCEPT</c> or <c>REJECT</c>; null if EC2 returned none.</summary>
    public string? TrafficType { get; init; }

    /// <summary>Maximum aggregation interval in seconds; null if EC2 returned none.</summary>
    public int? AggregationInterval { get; init; }

    /// <summary>Status of the last delivery, <c>SUCCESS</c> or <c>FAILED</c>; null before the first one.</summary>
    public string? Delivery { get; init; }

    /// <summary>Error of the last delivery, such as <c>Access error</c>; null if it succeeded.</summary>
    public string? DeliveryError { get; init; }

    /// <summary>Whether the flow log is active.</summary>
    public bool IsActive => Status is null or "ACTIVE";

    /// <summary>Whether the last delivery failed.</summary>
    public bool IsFailing => Delivery == "FAILED" || !string.IsNullOrEmpty(DeliveryError);

    /// <summary>Name of the log format's preset, such as <c>v5</c>; null if it is another.</summary>
    public string? Preset => LogFormat is null ? "default"
        : FlowLogFormat.Presets.FirstOrDefault(preset => preset.Value.ToString() == LogFormat).Key;

    internal static CoveringFlowLog Of(FlowLog flowLog)
    {
        var destination = FlowLogDestination.Of(flowLog.LogDestinationType?.Value, flowLog.LogGroupName, flowLog.LogDestination);
        return new CoveringFlowLog(flowLog.FlowLogId ?? "", destination.Type, destination.Name)
        {
            Status = flowLog.FlowLogStatus,
            LogFormat = flowLog.LogFormat,
            FileFormat = destination.Type == FlowLogDestination.Bucket ? flowLog.DestinationOptions?.FileFormat?.Value ?? ArchiveLayout.PlainText : null,
            TrafficType = flowLog.TrafficType?.Value,
            AggregationInterval = flowLog.MaxAggregationInterval,
            Delivery = flowLog.DeliverLogsStatus,
            DeliveryError = flowLog.DeliverLogsErrorMessage,
        };
    }
}

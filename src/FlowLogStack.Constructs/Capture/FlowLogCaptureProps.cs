using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>Properties for <see cref="FlowLogCapture"/>.</summary>
public sealed record FlowLogCaptureProps
{
    /// <summary>Monitored resource. Required.</summary>
    public required CaptureSource Source { get; init; }

    /// <summary>Destination of the records. Required.</summary>
    public required CaptureDestination Destination { get; init; }

    /// <summary>Log format. Default: null (AWS's default format: 14 fields for VPCs, 36 for transit gateways).</summary>
    public FlowLogFormat? Format { get; init; }

    /// <summary>Traffic to record: all, accepted or rejected. Must be null for a transit gateway, which always records all. Default: null (all).</summary>
    public TrafficType? TrafficType { get; init; }

    /// <summary>Maximum aggregation interval. Must be one minute for a transit gateway. Default: one minute.</summary>
    public AggregationInterval AggregationInterval { get; init; } = AggregationInterval.OneMinute;

    /// <summary>Tag keys of the format's tag fields. Required if the format has tag fields. Default: none.</summary>
    public TagFields TagFields { get; init; } = new();

    /// <summary>Tags of the flow log, in addition to those of the stack. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="FlowLogMember"/>.</summary>
public sealed record FlowLogMemberProps
{
    /// <summary>Monitored resources: one or more, all of VPCs or all of transit gateways. Required.</summary>
    public required IReadOnlyList<CaptureSource> Sources { get; init; }

    /// <summary>Name of the central bucket, whose policy admits this account; null for no delivery to S3. Default: null.</summary>
    public string? ArchiveBucketName { get; init; }

    /// <summary>S3 key layout and file format in the central bucket. It must be that of the central archive. Default: that of an archive.</summary>
    public S3Layout Layout { get; init; } = new();

    /// <summary>
    /// Name of a log group of this account; null for no delivery to CloudWatch Logs. The service creates a log group that doesn't exist, without a
    /// retention. Default: null.
    /// </summary>
    public string? LogGroupName { get; init; }

    /// <summary>Additional delivery to a Firehose stream. Default: null (none).</summary>
    public CaptureDestination? Firehose { get; init; }

    /// <summary>Log format. It must be that of the central archive. Default: null (AWS's default format for the monitored resources).</summary>
    public FlowLogFormat? Format { get; init; }

    /// <summary>Traffic to record: all, accepted or rejected. Must be null for transit gateways. Default: null (all).</summary>
    public TrafficType? TrafficType { get; init; }

    /// <summary>Maximum aggregation interval. Default: one minute.</summary>
    public AggregationInterval AggregationInterval { get; init; } = AggregationInterval.OneMinute;

    /// <summary>Tag keys of the format's tag fields. Default: none.</summary>
    public TagFields TagFields { get; init; } = new();
}

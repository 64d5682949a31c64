namespace Amazon.EC2.Model;

/// <summary>A flow log.</summary>
public class FlowLog
{
    /// <summary>The flow log's id.</summary>
    public string? FlowLogId { get; set; }

    /// <summary><c>ACTIVE</c>, unless EC2 adds others.</summary>
    public string? FlowLogStatus { get; set; }

    /// <summary><c>SUCCESS</c> or <c>FAILED</c>; null before the first delivery.</summary>
    public string? DeliverLogsStatus { get; set; }

    /// <summary>Why delivery failed: <c>Rate limited</c>, <c>Access error</c> or <c>Unknown error</c>; null when it did not.</summary>
    public string? DeliverLogsErrorMessage { get; set; }

    /// <summary>The role that delivers to CloudWatch Logs.</summary>
    public string? DeliverLogsPermissionArn { get; set; }

    /// <summary>What is watched: a VPC, a subnet, a network interface, a transit gateway or an attachment.</summary>
    public string? ResourceId { get; set; }

    /// <summary>The traffic recorded.</summary>
    public TrafficType? TrafficType { get; set; }

    /// <summary>The kind of destination.</summary>
    public LogDestinationType? LogDestinationType { get; set; }

    /// <summary>The destination's ARN.</summary>
    public string? LogDestination { get; set; }

    /// <summary>The log group's name, when that is the destination.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>The fields, as <c>${srcaddr} ${dstaddr}</c>.</summary>
    public string? LogFormat { get; set; }

    /// <summary>Seconds that a record spans at most: 60 or 600.</summary>
    public int? MaxAggregationInterval { get; set; }

    /// <summary>How objects in S3 are laid out.</summary>
    public DestinationOptionsResponse? DestinationOptions { get; set; }

    /// <summary>When it was made, in UTC.</summary>
    public DateTime? CreationTime { get; set; }
}

/// <summary>How a flow log lays objects out in S3.</summary>
public class DestinationOptionsResponse
{
    /// <summary>The format of the objects.</summary>
    public DestinationFileFormat? FileFormat { get; set; }

    /// <summary>Whether keys spell out names and values.</summary>
    public bool? HiveCompatiblePartitions { get; set; }

    /// <summary>Whether each hour has a folder of its own.</summary>
    public bool? PerHourPartition { get; set; }
}

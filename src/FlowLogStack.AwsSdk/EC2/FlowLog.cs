namespace Amazon.EC2.Model;

/// <summary>A flow log of EC2.</summary>
public class FlowLog
{
    /// <summary>Id of the flow log.</summary>
    public string? FlowLogId { get; set; }

    /// <summary>Status: <c>ACTIVE</c>; EC2 may add others.</summary>
    public string? FlowLogStatus { get; set; }

    /// <summary>Status of the last delivery: <c>SUCCESS</c> or <c>FAILED</c>; null before the first delivery.</summary>
    public string? DeliverLogsStatus { get; set; }

    /// <summary>Error of the last delivery: <c>Rate limited</c>, <c>Access error</c> or <c>Unknown error</c>; null if it succeeded.</summary>
    public string? DeliverLogsErrorMessage { get; set; }

    /// <summary>ARN of the role that delivers to CloudWatch Logs.</summary>
    public string? DeliverLogsPermissionArn { get; set; }

    /// <summary>Id of the monitored resource: a VPC, subnet, network interface, transit gateway or attachment.</summary>
    public string? ResourceId { get; set; }

    /// <summary>Recorded traffic.</summary>
    public TrafficType? TrafficType { get; set; }

    /// <summary>Type of the destination.</summary>
    public LogDestinationType? LogDestinationType { get; set; }

    /// <summary>ARN of the destination.</summary>
    public string? LogDestination { get; set; }

    /// <summary>Name of the destination log group; null for other destinations.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Log format, such as <c>${srcaddr} ${dstaddr}</c>.</summary>
    public string? LogFormat { get; set; }

    /// <summary>Maximum aggregation interval in seconds: 60 or 600.</summary>
    public int? MaxAggregationInterval { get; set; }

    /// <summary>Format and key layout of objects in S3.</summary>
    public DestinationOptionsResponse? DestinationOptions { get; set; }

    /// <summary>Creation time (UTC).</summary>
    public DateTime? CreationTime { get; set; }
}

/// <summary>The format and key layout of a flow log's objects in S3.</summary>
public class DestinationOptionsResponse
{
    /// <summary>Format of the objects.</summary>
    public DestinationFileFormat? FileFormat { get; set; }

    /// <summary>Whether keys contain names and values of partitions, as Hive requires.</summary>
    public bool? HiveCompatiblePartitions { get; set; }

    /// <summary>Whether keys have a partition for each hour.</summary>
    public bool? PerHourPartition { get; set; }
}

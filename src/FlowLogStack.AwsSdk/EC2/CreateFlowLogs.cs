using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Request of <see cref="IAmazonEC2.CreateFlowLogsAsync"/>: one flow log for each resource, all to one destination.</summary>
public class CreateFlowLogsRequest : AmazonWebServiceRequest
{
    /// <summary>Token that makes repeated requests one. Default: null, each request creates flow logs.</summary>
    public string? ClientToken { get; set; }

    /// <summary>ARN of the role that receives in the account of a Firehose stream. Default: null, a stream of the same account.</summary>
    public string? DeliverCrossAccountRole { get; set; }

    /// <summary>ARN of the role that delivers to CloudWatch Logs, or to a stream of another account. Default: null.</summary>
    public string? DeliverLogsPermissionArn { get; set; }

    /// <summary>Format and key layout of objects in S3. Default: null, plain text.</summary>
    public DestinationOptionsRequest? DestinationOptions { get; set; }

    /// <summary>Whether EC2 only checks the permissions, and returns the error <c>DryRunOperation</c> if they suffice. Default: null, false.</summary>
    public bool? DryRun { get; set; }

    /// <summary>ARN of the destination. Default: null, <see cref="LogGroupName"/>.</summary>
    public string? LogDestination { get; set; }

    /// <summary>Type of the destination. Default: null, a log group.</summary>
    public LogDestinationType? LogDestinationType { get; set; }

    /// <summary>Log format. Default: null, EC2's default format.</summary>
    public string? LogFormat { get; set; }

    /// <summary>Name of a log group. Default: null, <see cref="LogDestination"/>.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Maximum aggregation interval in seconds: 60 or 600. Default: null, 600.</summary>
    public int? MaxAggregationInterval { get; set; }

    /// <summary>Ids of the resources, at most 1,000 VPCs.</summary>
    public List<string>? ResourceIds { get; set; }

    /// <summary>Type of the resources.</summary>
    public FlowLogsResourceType? ResourceType { get; set; }

    /// <summary>Tag keys of the log format's tag fields. Default: null, none.</summary>
    public List<TagFieldSpecificationRequest>? TagFieldSpecifications { get; set; }

    /// <summary>Tags of the flow logs. Default: null, none.</summary>
    public List<TagSpecification>? TagSpecifications { get; set; }

    /// <summary>Recorded traffic. Required for VPCs.</summary>
    public TrafficType? TrafficType { get; set; }
}

/// <summary>Response of <see cref="IAmazonEC2.CreateFlowLogsAsync"/>. A successful call may have created only some of the flow logs.</summary>
public class CreateFlowLogsResponse : AmazonWebServiceResponse
{
    /// <summary>Ids of the created flow logs; null or empty if none was created.</summary>
    public List<string>? FlowLogIds { get; set; }

    /// <summary>Resources without a new flow log, each with the error; null or empty if all were created.</summary>
    public List<UnsuccessfulItem>? Unsuccessful { get; set; }
}

/// <summary>The format and key layout of objects in S3, for a new flow log.</summary>
public class DestinationOptionsRequest
{
    /// <summary>Format of the objects.</summary>
    public DestinationFileFormat? FileFormat { get; set; }

    /// <summary>Whether keys contain names and values of partitions, as Hive requires.</summary>
    public bool? HiveCompatiblePartitions { get; set; }

    /// <summary>Whether keys have a partition for each hour.</summary>
    public bool? PerHourPartition { get; set; }
}

/// <summary>Tag keys of one kind of tag field.</summary>
public class TagFieldSpecificationRequest
{
    /// <summary>Type of the tagged resources: <c>network-interface</c>, <c>instance</c> or <c>auto-scaling-group</c>.</summary>
    public string? ResourceType { get; set; }

    /// <summary>One or two tag keys.</summary>
    public List<string>? TagKeys { get; set; }
}

/// <summary>Tags of new resources of a type.</summary>
public class TagSpecification
{
    /// <summary>Type of the resources, such as <c>vpc-flow-log</c>.</summary>
    public string? ResourceType { get; set; }

    /// <summary>Tags.</summary>
    public List<Tag>? Tags { get; set; }
}

/// <summary>A resource for which a call that otherwise succeeded has failed.</summary>
public class UnsuccessfulItem
{
    /// <summary>The error.</summary>
    public UnsuccessfulItemError? Error { get; set; }

    /// <summary>Id of the resource.</summary>
    public string? ResourceId { get; set; }
}

/// <summary>The error of one resource.</summary>
public class UnsuccessfulItemError
{
    /// <summary>Error code.</summary>
    public string? Code { get; set; }

    /// <summary>Message.</summary>
    public string? Message { get; set; }
}

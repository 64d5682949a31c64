using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;
using FlowLogStack.Access;
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

/// <summary>
/// Flow logs of a member account that deliver to central destinations: one flow log for each source and destination and, for CloudWatch Logs, a role.
/// </summary>
/// <remarks>It has no assets, so its template can be that of a StackSet: see <see cref="MemberStackSet"/>.</remarks>
public sealed class FlowLogMember : Construct
{
    /// <summary>Creates the flow logs and the role.</summary>
    /// <exception cref="ArgumentException">There are no sources or no destinations, or a combination isn't valid.</exception>
    public FlowLogMember(Construct scope, string id, FlowLogMemberProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        ServiceLimits.Watch(this);
        if (props.Sources is not { Count: > 0 })
            throw new ArgumentException($"The member '{Node.Path}' has no sources. Add at least one, as in CaptureSource.Vpc(vpc).");
        if (props is { ArchiveBucketName: null, LogGroupName: null, Firehose: null })
            throw new ArgumentException($"The member '{Node.Path}' has no destination. Set {nameof(FlowLogMemberProps.ArchiveBucketName)}, {nameof(FlowLogMemberProps.LogGroupName)} or {nameof(FlowLogMemberProps.Firehose)}.");
        Role = props.LogGroupName is { } group ? NewRole(group) : null;
        Captures = [.. props.Sources.SelectMany(source => Capture(source, props))];
    }

    /// <summary>The flow logs: one for each source and destination.</summary>
    public IReadOnlyList<FlowLogCapture> Captures { get; }

    /// <summary>IAM role that delivers to the log group; null without delivery to CloudWatch Logs.</summary>
    public Role? Role { get; }

    IEnumerable<FlowLogCapture> Capture(CaptureSource source, FlowLogMemberProps props)
    {
        if (props.LogGroupName is { } group)
            yield return New("ToLogs", CaptureDestination.LogGroup(group, Role!.RoleArn));
        if (props.ArchiveBucketName is { } bucket)
            yield return New("ToArchive", CaptureDestination.Bucket(bucket, props.Layout));
        if (props.Firehose is { } stream)
            yield return New("ToFirehose", stream);

        FlowLogCapture New(string suffix, CaptureDestination destination) => new(this, source.Name + suffix, new FlowLogCaptureProps
        {
            Source = source,
            Destination = destination,
            Format = props.Format,
            TrafficType = props.TrafficType,
            AggregationInterval = props.AggregationInterval,
            TagFields = props.TagFields,
        });
    }

    Role NewRole(string logGroupName)
    {
        var stack = Stack.Of(this);
        var arn = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = logGroupName, ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        return new Role(this, "Role", new RoleProps
        {
            Description = "Delivers flow log records to one log group",
            AssumedBy = new ServicePrincipal("vpc-flow-logs.amazonaws.com").WithConditions(new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
                // The flow log's own id would create a cycle.
                ["ArnLike"] = new Dictionary<string, object>
                {
                    ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "ec2", Resource = "vpc-flow-log", ResourceName = "*" }),
                },
            }),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["DeliverFlowLogs"] = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements =
                    [
                        new PolicyStatement(new PolicyStatementProps
                        {
                            Sid = "WriteToTheLogGroup",
                            Actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                            Resources = [arn, $"{arn}:*"],
                        }),
                        new PolicyStatement(new PolicyStatementProps
                        {
                            Sid = "FindTheLogGroup",
                            Actions = ["logs:DescribeLogGroups"],
                            Resources = ["*"], // The action lists groups and so has no narrower resource.
                        }),
                    ],
                }),
            },
        });
    }
}

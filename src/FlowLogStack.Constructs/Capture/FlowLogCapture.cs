using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>One flow log: it delivers the traffic records of one monitored resource to one destination.</summary>
/// <remarks>
/// AWS doesn't update a flow log: only its tags can change. A change of format or destination replaces it: CloudFormation creates the new flow
/// log first and then deletes the old one.
/// </remarks>
public sealed class FlowLogCapture : Construct
{
    /// <summary>Creates the flow log.</summary>
    /// <exception cref="FlowLogFormatException">The format doesn't fit the monitored resource, or lacks tag keys.</exception>
    /// <exception cref="ArgumentException">A combination of settings isn't valid, so the deployment would fail.</exception>
    public FlowLogCapture(Construct scope, string id, FlowLogCaptureProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        Source = props.Source.As(RecordsOf(props.Format, props.Source));
        Format = props.Format ?? DefaultFormat(props.Source);
        Format.EnsureAppliesTo(Source.RecordKind);
        EnsureServiceRules(props with { Source = Source });

        FlowLog = new CfnFlowLog(this, "FlowLog", Bind(props.Destination, new CfnFlowLogProps
        {
            ResourceType = Source.ResourceType,
            TrafficType = Source.RecordKind is RecordKinds.TransitGateway ? null : (props.TrafficType ?? Capture.TrafficType.All).ToString().ToUpperInvariant(),
            MaxAggregationInterval = (int)props.AggregationInterval,
            LogFormat = Format.ToString(),
        }.With(nameof(CfnFlowLogProps.ResourceId), Source.ResourceId)));
        if (props.TagFields.For(Format) is { } specifications)
            FlowLog.AddPropertyOverride("TagFieldSpecifications", specifications);
        foreach (var (key, value) in props.Tags)
            Amazon.CDK.Tags.Of(FlowLog).Add(key, value);
        // After Bind, because the destination's error message about a second format is more precise.
        EnsureOnce(props);
        DependOn(props.Destination);
        LongRecordSources.Register(this, props.Destination, props.AggregationInterval);
        ServiceLimits.Watch(this);
    }

    /// <summary>The monitored resource.</summary>
    public CaptureSource Source { get; }

    /// <summary>The log format.</summary>
    public FlowLogFormat Format { get; }

    /// <summary>The flow log resource.</summary>
    public CfnFlowLog FlowLog { get; }

    /// <summary>Id of the flow log, <c>fl-…</c>.</summary>
    public string FlowLogId => FlowLog.AttrId;

    /// <summary>Returns AWS's default format for a monitored resource.</summary>
    public static FlowLogFormat DefaultFormat(CaptureSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.RecordKind is RecordKinds.TransitGateway ? FlowLogFormat.TransitGateway : FlowLogFormat.Default;
    }

    /// <summary>Returns the record kind of a source. For a placeholder of a CDK lookup, the format determines it.</summary>
    internal static RecordKinds RecordsOf(FlowLogFormat? format, CaptureSource source) => format is null || !source.IsPlaceholder
        ? source.RecordKind
        : format.AppliesTo.HasFlag(RecordKinds.Vpc) ? RecordKinds.Vpc : RecordKinds.TransitGateway;

    // EC2 returns an error for a second flow log with the same settings and destination.
    void EnsureOnce(FlowLogCaptureProps props)
    {
        var destination = props.Destination switch
        {
            CaptureDestination.ToLogGroup { Group.LogGroup: var group } => LogGroups.NameOf(group),
            CaptureDestination.ToArchive { Archive: var archive } => archive.DestinationArn,
            CaptureDestination.ToBucket bucket => bucket.Arn(this),
            CaptureDestination.ToNamedGroup { Name: var name } => name,
            CaptureDestination.ToFirehose { StreamArn: var stream } => stream,
            _ => "",
        };
        if (Source.Identity(this) is { } source)
            PhysicalNames.Reserve(this, "flow logs", $"{source} {props.TrafficType ?? Capture.TrafficType.All} to {destination}", "EC2 returns an error for "
                + "the second. Use the resource once, or another traffic type or destination.");
    }

    static void EnsureServiceRules(FlowLogCaptureProps props)
    {
        if (props.Source.RecordKind is not RecordKinds.TransitGateway)
            return;
        if (props.TrafficType is { } trafficType)
            throw new ArgumentException($"The traffic type {trafficType} was chosen for '{props.Source.Name}', but flow logs of a transit gateway always "
                + "record all traffic. Remove TrafficType.");
        if (props.AggregationInterval is not AggregationInterval.OneMinute)
            throw new ArgumentException($"The aggregation interval {(int)props.AggregationInterval} s was chosen for '{props.Source.Name}', but flow logs of "
                + "a transit gateway need 60 s. Use AggregationInterval.OneMinute.");
    }

    // DestinationOptions uses CloudFormation's case for its three properties and requires all or none of them. The L2 FlowLog uses camel
    // case, which the service ignores.
    CfnFlowLogProps Bind(CaptureDestination destination, CfnFlowLogProps props)
    {
        switch (destination)
        {
            case CaptureDestination.ToLogGroup { Group: var group }:
                group.Accept(Format);
                props.LogDestinationType = "cloud-watch-logs";
                props.With(nameof(props.LogGroupName), LogGroups.NameOf(group.LogGroup))
                    .With(nameof(props.DeliverLogsPermissionArn), group.DeliveryRole.RoleArn);
                break;
            case CaptureDestination.ToArchive { Archive: var archive }:
                archive.Accept(Format);
                props.LogDestinationType = "s3";
                props.With(nameof(props.LogDestination), archive.DestinationArn);
                props.DestinationOptions = Options(archive.Layout);
                break;
            case CaptureDestination.ToBucket bucket:
                props.LogDestinationType = "s3";
                props.With(nameof(props.LogDestination), bucket.Arn(this));
                props.DestinationOptions = Options(bucket.Layout);
                break;
            case CaptureDestination.ToNamedGroup named:
                props.LogDestinationType = "cloud-watch-logs";
                props.With(nameof(props.LogGroupName), named.Name).With(nameof(props.DeliverLogsPermissionArn), named.RoleArn);
                break;
            case CaptureDestination.ToFirehose firehose:
                firehose.EnsureSameEnvironment(this);
                if (firehose.Stream is { } stream && Encryption.KeyOf(this) is { } key)
                    StreamAccess.Encrypt(this, stream, key);
                props.LogDestinationType = "kinesis-data-firehose";
                props.With(nameof(props.LogDestination), firehose.StreamArn);
                if (firehose.Sender is { } sender)
                    props.With(nameof(props.DeliverLogsPermissionArn), sender.Role.RoleArn).With(nameof(props.DeliverCrossAccountRole), sender.ReceiverRoleArn);
                break;
        }

        return props;
    }

    static Dictionary<string, object> Options(S3Layout layout) => new()
    {
        ["FileFormat"] = layout.FileFormat is FileFormat.Parquet ? "parquet" : "plain-text",
        ["HiveCompatiblePartitions"] = layout.HiveCompatiblePartitions,
        ["PerHourPartition"] = layout.PerHourPartition,
    };

    void DependOn(CaptureDestination destination)
    {
        if (destination is CaptureDestination.ToLogGroup { Group: var group })
            group.BeReadyBefore(FlowLog);
        if (destination is CaptureDestination.ToArchive { Archive: var archive })
            archive.BeReadyBefore(FlowLog);
        if (destination is CaptureDestination.ToFirehose { Sender: { } sender })
            FlowLog.Node.AddDependency(sender.Policy);
        if (destination is CaptureDestination.ToFirehose { Stream: null, StreamArn: var arn })
            Annotations.Of(this)
                .AddInfo($"The Firehose stream {(Token.IsUnresolved(arn) ? "" : $"'{arn}' ")}must carry the tag LogDeliveryEnabled=true. The service adds it "
                + "when the flow log is made; declare it where the stream is declared, so that a later change of its tags does not take it away.");
    }
}

using Amazon.CDK.AWS.IAM;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;

namespace FlowLogStack.Organization;

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
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        if (props.Sources is not { Count: > 0 })
            throw new ArgumentException($"The member '{Node.Path}' has no sources. Add at least one, as in CaptureSource.Vpc(vpc).");
        if (props is { ArchiveBucketName: null, LogGroupName: null, Firehose: null })
            throw new ArgumentException($"The member '{Node.Path}' has no destination. Set {nameof(FlowLogMemberProps.ArchiveBucketName)}, "
                + $"{nameof(FlowLogMemberProps.LogGroupName)} or {nameof(FlowLogMemberProps.Firehose)}.");
        Role = props.LogGroupName is { } group ? GroupDelivery.NewRole(this, "Role", group, mayCreate: true) : null;
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
}

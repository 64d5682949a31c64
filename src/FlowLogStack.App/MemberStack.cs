using System.Diagnostics.CodeAnalysis;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Organization;

namespace FlowLogStack.App;

/// <summary>
/// A stack of a member account: a flow log for each source and destination and, for CloudWatch Logs, a role; or an enabler, which creates flow logs for every
/// VPC.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "A CDK stack is called so.")]
public sealed class MemberStack : Stack
{
    /// <summary>Creates the flow logs.</summary>
    /// <param name="scope">The app.</param>
    /// <param name="settings">Settings with <see cref="FlowLogSettings.Member"/>.</param>
    public MemberStack(Construct scope, FlowLogSettings settings)
        : base(scope, settings.StackName, new StackProps
        {
            Description = "VPC and transit gateway flow logs that deliver to central destinations",
            Env = settings.ToEnvironment(),
            // Without the function of an enabler, the template has no assets, so the account need not be bootstrapped.
            Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = settings.Enabler.Enabled }),
        })
    {
        ILogGroup? group = settings.Logs is { Enabled: true, ExistingLogGroup: { } name } ? LogGroup.FromLogGroupName(this, "ExistingLogGroup", name) : null;
        if (settings.Enabler.Enabled)
        {
            var logs = settings.Logs.Enabled ? NewGroup(settings.Logs, group) : null;
            group = logs?.LogGroup;
            Enabler = new FlowLogEnabler(this, "Enabler", settings.Enabler.ToProps(settings, [.. Destinations(settings, logs)], topic: null));
        }
        else
        {
            Member = NewMember(settings);
        }

        Subscription = group is not null && settings.Logs.CentralDestinationArn is { } destination ? new CentralSubscription(this, "CentralSubscription",
            new CentralSubscriptionProps { LogGroup = group, DestinationArn = destination }) : null;
        foreach (var (key, value) in settings.Tags)
            Amazon.CDK.Tags.Of(this).Add(key, value);
        settings.Roles.ApplyTo(this);
        if (settings.CdkNagReasons)
            CdkNagReasons.AddTo(this);
    }

    /// <summary>The flow logs and the role; null with an enabler.</summary>
    public FlowLogMember? Member { get; }

    /// <summary>The enabler; null without `enabler`.</summary>
    public FlowLogEnabler? Enabler { get; }

    /// <summary>The subscription that sends the records to a central account; null without `logs.centralDestinationArn`.</summary>
    public CentralSubscription? Subscription { get; }

    FlowLogGroup NewGroup(LogSettings logs, ILogGroup? existing) => new(this, "LogGroup",
        new FlowLogGroupProps { Existing = existing, LogGroupName = logs.Name, Retention = LogRetention.Of(logs.RetentionDays) });

    static IEnumerable<CaptureDestination> Destinations(FlowLogSettings settings, FlowLogGroup? logs)
    {
        if (logs is not null)
            yield return CaptureDestination.CloudWatchLogs(logs);
        if (settings.Archive is { Enabled: true, ExistingBucket: { } bucket })
            yield return CaptureDestination.Bucket(bucket, settings.Archive.ToLayoutOfGeneration());
        if (settings.FirehoseStreamArn is { } stream)
            yield return CaptureDestination.Firehose(stream);
    }

    FlowLogMember NewMember(FlowLogSettings settings)
    {
        IReadOnlyList<CaptureSource> sources = [.. settings.Sources.Select(CaptureSource.FromId)];
        return new FlowLogMember(this, "Member", new FlowLogMemberProps
        {
            Sources = sources,
            ArchiveBucketName = settings.Archive is { Enabled: true, ExistingBucket: { } bucket } ? bucket : null,
            Layout = settings.Archive.ToLayoutOfGeneration(),
            LogGroupName = settings.Logs.Enabled ? settings.Logs.ExistingLogGroup ?? settings.Logs.Name : null,
            Firehose = settings.ToFirehose(this, sources),
            Format = settings.ToFormat(),
            TrafficType = settings.TrafficType,
            AggregationInterval = (AggregationInterval)settings.AggregationSeconds,
            TagFields = settings.TagKeys.ToTagFields(),
        });
    }
}

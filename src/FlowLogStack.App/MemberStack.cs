using System.Diagnostics.CodeAnalysis;
using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Organization;

namespace FlowLogStack.App;

/// <summary>A stack of a member account: a flow log for each source and destination and, for CloudWatch Logs, a role.</summary>
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
            // The template has no assets, so the account need not be bootstrapped.
            Synthesizer = new DefaultStackSynthesizer(new DefaultStackSynthesizerProps { GenerateBootstrapVersionRule = false }),
        })
    {
        IReadOnlyList<CaptureSource> sources = [.. settings.Sources.Select(CaptureSource.FromId)];
        Member = new FlowLogMember(this, "Member", new FlowLogMemberProps
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
        Subscription = settings.Logs is { Enabled: true, CentralDestinationArn: { } destination, ExistingLogGroup: { } group }
            ? new CentralSubscription(this, "CentralSubscription", new CentralSubscriptionProps
            {
                LogGroup = LogGroup.FromLogGroupName(this, "ExistingLogGroup", group),
                DestinationArn = destination,
            }) : null;
        foreach (var (key, value) in settings.Tags)
            Amazon.CDK.Tags.Of(this).Add(key, value);
        settings.Roles.ApplyTo(this);
        if (settings.CdkNagReasons)
            CdkNagReasons.AddTo(this);
    }

    /// <summary>The flow logs and the role.</summary>
    public FlowLogMember Member { get; }

    /// <summary>The subscription that sends the records to a central account; null without `logs.centralDestinationArn`.</summary>
    public CentralSubscription? Subscription { get; }
}

using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Records;
using FlowLogStack.Streaming;
using FlowLogStack.Watch;

namespace Examples;

/// <summary>Flow logs for every VPC of an organization, copied to one account and evaluated there.</summary>
public sealed class CentralDetectionStack : Stack
{
    /// <summary>Creates the rules and the alarms.</summary>
    public CentralDetectionStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        new MemberStackSet(this, "Members", new MemberStackSetProps
        {
            OrganizationalUnits = ["ou-ab12-11111111"],
            Regions = ["eu-west-1"],
            Compose = member => new TelemetryRule(member, "EveryVpc", new TelemetryRuleProps { RuleName = "flow-logs", Format = FlowLogFormat.V5 }),
        });

        new TelemetryRule(this, "OrganizationRule", new TelemetryRuleProps
        {
            RuleName = "flow-logs-of-all",
            Organization = new SourceOrganization("o-a1b2c3d4e5"),
            Format = FlowLogFormat.V5,
            AllRegions = true,
        });

        var topic = new AlarmTopic(this, "Topic");
        new CentralizationRule(this, "Copy", new CentralizationRuleProps
        {
            RuleName = "flow-logs-central",
            Organization = new SourceOrganization("o-a1b2c3d4e5"),
            SourceRegions = ["eu-west-1", "us-east-1"],
        });
        var copies = LogGroup.FromLogGroupName(this, "Copies", "/flow-logs");
        new DetectionAlarm(this, "SshRejects", new DetectionAlarmProps { Detection = Detections.SshRejects, LogGroup = copies, Format = FlowLogFormat.V5,
            Topics = [topic.Topic] });
        var byAccount = new AccountAlarms(this, "SshRejectsByAccount", new AccountAlarmsProps
        {
            Detection = Detections.SshRejects,
            LogGroup = copies,
            Format = FlowLogFormat.V5,
            Accounts = ["222222222222", "333333333333"],
            Regions = ["eu-west-1"],
            Topics = [topic.Topic],
        });
        new AccountDashboard(this, "Accounts", new AccountDashboardProps { Name = "flow-logs-by-account", Alarms = [byAccount] });

        var central = new FlowLogStream(this, "Central", new FlowLogStreamProps { Destination = StreamDestination.ToBucket(), ReceivesSubscriptions = true });
        var destination = new SubscriptionDestination(this, "Destination", new SubscriptionDestinationProps
        {
            DestinationName = "flow-logs",
            Target = SubscriptionTarget.Of(central),
            Organization = new SourceOrganization("o-a1b2c3d4e5"),
        });
        new CentralSubscription(this, "Subscription", new CentralSubscriptionProps
        {
            LogGroup = copies,
            DestinationArn = destination.DestinationArn,
        });
    }
}

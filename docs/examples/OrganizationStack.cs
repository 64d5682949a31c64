using Amazon.CDK;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Records;
using FlowLogStack.Streaming;
using FlowLogStack.Watch;

namespace Examples;

/// <summary>An archive for an organization, a stream to a vendor, and deliveries from and to other accounts.</summary>
public sealed class OrganizationStack : Stack
{
    /// <summary>Creates the constructs, each with the ones that it needs.</summary>
    public OrganizationStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var central = new FlowLogArchive(this, "CentralArchive", new FlowLogArchiveProps
        {
            BucketName = "example-org-flow-logs",
            Organization = new SourceOrganization("o-a1b2c3d4e5") { Paths = ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"] },
        });

        var topic = new AlarmTopic(this, "Topic");
        var stream = new FlowLogStream(this, "Stream", new FlowLogStreamProps
        {
            Destination = StreamDestination.Coralogix("https://ingress.eu1.coralogix.com/aws/firehose", Secret.FromSecretNameV2(this, "Vendor", "flow-logs/coralogix"), "network", "vpc"),
            StreamName = "flow-logs",
            Topics = [topic.Topic],
        });
        new FlowLogCapture(this, "ToVendor", new FlowLogCaptureProps
        {
            Source = CaptureSource.FromId("vpc-0a1b2c3d4e5f67890"),
            Destination = stream.Destination,
            Format = FlowLogFormat.V5,
        });

        new FirehoseReceiverRole(this, "Receiver", new FirehoseReceiverRoleProps
        {
            Stream = stream,
            Organization = new SourceOrganization("o-a1b2c3d4e5"),
        });

        var source = CaptureSource.FromId("vpc-0a1b2c3d4e5f67890");
        var sender = new FirehoseSenderRole(this, "Sender", new FirehoseSenderRoleProps
        {
            ReceiverRoleArn = "arn:aws:iam::999999999999:role/AWSLogDeliveryFirehoseCrossAccountRole",
            Sources = [source],
            RoleName = "FlowLogsFirehoseSender",
        });
        new FlowLogCapture(this, "ToOtherAccount", new FlowLogCaptureProps
        {
            Source = source,
            Destination = CaptureDestination.Firehose("arn:aws:firehose:eu-west-1:999999999999:deliverystream/flow-logs", sender),
        });

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

        new FlowLogCapture(this, "ToCentralArchive", new FlowLogCaptureProps { Source = source, Destination = CaptureDestination.S3(central) });
    }
}

using Amazon.CDK;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using FlowLogStack;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace Examples;

/// <summary>A VPC with every detection on it, and one of the team's own.</summary>
public sealed class DetectionStack : Stack
{
    /// <summary>Watches an existing VPC: severe alarms page, the others are mailed, each severity as one.</summary>
    public DetectionStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var network = new MonitoredNetwork { PrivateSubnets = ["10.0.128.0/17"], ApprovedResolvers = ["203.0.113.53"] };
        var ownServer = new Detection
        {
            Id = "LicenceServer",
            Title = "Licence server left alone",
            Meaning = "The license server received requests over TCP and UDP less often than once in half an hour.",
            Rationale = "Every workstation sends requests to it all day; without requests, none of them can reach it.",
            Response = "Check the workstations with their owners, and the security group of the server.",
            Guidance = new("Ping the server.", "Watch it.", "Restore the rule.", "Inform the owner of the change."),
            FalsePositives = "Holidays.",
            Tuning = "Look back over more periods.",
            Severity = Severity.Low,
            Conditions = [FlowField.DstPort.Is(27000), FlowField.Action.Is("ACCEPT")],
            Alternatives = [[FlowField.Protocol.Is(6)], [FlowField.Protocol.Is(17)]],
            Trigger = AlarmTrigger.Below,
            Period = TimeSpan.FromMinutes(30),
            EvaluationPeriods = 2,
            DatapointsToAlarm = 2,
        };
        new FlowLogMonitoring(this, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
            Format = FlowLogFormat.V10,
            Archive = null,
            Detections = [.. Detections.For(network), ownServer],
            Changes = Detections.Changes,
            CompositeAlarms = true,
            Subscriptions = [new EmailSubscription("network-team@example.com")],
            SeveritySubscriptions = new Dictionary<Severity, IReadOnlyList<ITopicSubscription>>
            {
                [Severity.High] = [new UrlSubscription("https://pages.example.com/flow-logs")],
            },
        });
    }
}

using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Process;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace Examples;

/// <summary>Each construct alone, as the constructs guide shows it.</summary>
public sealed class GuideStack : Stack
{
    /// <summary>Creates the constructs, each with the ones that it needs.</summary>
    public GuideStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var group = new FlowLogGroup(this, "Group", new FlowLogGroupProps { Retention = RetentionDays.THREE_MONTHS });
        new FlowLogCapture(this, "ToLogs", new FlowLogCaptureProps
        {
            Source = CaptureSource.FromId("vpc-0a1b2c3d4e5f67890"),
            Destination = CaptureDestination.CloudWatchLogs(group),
            Format = FlowLogFormat.V5,
        });

        var accessLogs = new AccessLogBucket(this, "AccessLogs");
        var archive = new FlowLogArchive(this, "Archive", new FlowLogArchiveProps
        {
            Layout = new S3Layout { PerHourPartition = true },
            ExpireAfter = Duration.Days(90),
            AccessLogs = accessLogs,
        });
        new FlowLogCapture(this, "ToArchive", new FlowLogCaptureProps
        {
            Source = CaptureSource.FromId("vpc-0a1b2c3d4e5f67890"),
            Destination = CaptureDestination.S3(archive),
            Format = FlowLogFormat.V5,
        });

        var topic = new AlarmTopic(this, "Topic", new AlarmTopicProps { Subscriptions = [new EmailSubscription("network-team@example.com")] });
        var sshRejects = new DetectionAlarm(this, "SshRejects", new DetectionAlarmProps
        {
            Detection = Detections.SshRejects with { Threshold = 20 },
            LogGroup = group.LogGroup,
            Format = FlowLogFormat.V5,
        });

        new SeverityAlarm(this, "Medium", new SeverityAlarmProps
        {
            Severity = Severity.Medium,
            Alarms = [sshRejects],
            Topics = [topic.Topic],
        });

        new ChangeNotification(this, "FlowLogsDeleted", new ChangeNotificationProps { Change = Detections.FlowLogsDeleted, Topic = topic });

        new SavedInsightsQueries(this, "Insights", new SavedInsightsQueriesProps
        {
            LogGroup = group.LogGroup,
            Format = FlowLogFormat.V5,
            Catalogue = new QueryCatalogue { Detections = [Detections.SshRejects], Folder = "Network" },
        });

        var table = new FlowLogTable(this, "Table", new FlowLogTableProps { Archive = archive, Format = FlowLogFormat.V5 });
        var workgroup = new QueryWorkgroup(this, "Workgroup", new QueryWorkgroupProps { AccessLogs = accessLogs });
        workgroup.Save(table, AthenaQueries.First[0]);

        var others = FlowLogArchive.FromBucket(this, "Others", Bucket.FromBucketName(this, "OthersBucket", "flow-logs-of-another-team"));
        new FlowLogTable(this, "OthersTable", new FlowLogTableProps { Archive = others, Format = FlowLogFormat.V5 });

        new HourlyRollUp(this, "Hourly", new HourlyRollUpProps { Table = table, Workgroup = workgroup, AccessLogs = accessLogs });

        new ScheduledQueries(this, "Daily", new ScheduledQueriesProps { Table = table, Workgroup = workgroup, Topics = [topic.Topic] });

        var processor = new FlowLogProcessor(this, "Processor", new FlowLogProcessorProps
        {
            Format = FlowLogFormat.V5,
            Endpoint = new EndpointOutput { Secret = Secret.FromSecretNameV2(this, "Endpoint", "flow-logs/endpoint") },
            Filter = new ProcessorFilter { InternalNetworks = ["10.0.0.0/8"] },
            Topics = [topic.Topic],
            AccessLogs = accessLogs,
        });
        processor.Subscribe(group.LogGroup);

        new FlowLogDashboard(this, "Dashboard", new FlowLogDashboardProps
        {
            Name = "Network-Ssh",
            Rows =
            [
                [
                    new AlarmGraphPanel { Title = "Rejected SSH connections", AlarmArn = sshRejects.Alarm.AlarmArn },
                    new MetricPanel { Title = "Records delivered", Series = [MetricSeries.Of(processor.MetricDeliveredRecords())] },
                ],
            ],
        });

        new ChangeLog(this, "ChangeLog", new ChangeLogProps { Topics = [topic.Topic] });
    }
}

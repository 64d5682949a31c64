using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.App;

/// <summary>The activity logs of a stack: a trail, tables, saved queries and alarms, as far as the settings have them.</summary>
public sealed class StackActivity : Construct
{
    readonly ActivitySettings settings;
    readonly FlowLogMonitoring monitoring;

    internal StackActivity(Construct scope, string id, FlowLogSettings all, FlowLogMonitoring monitoring, string alarmNamePrefix)
        : base(scope, id)
    {
        settings = all.Activity;
        this.monitoring = monitoring;
        Trail = settings.NewTrail ? NewTrail(all) : null;
        Calls = Trail?.LogGroup ?? (settings.LogGroup is { } calls ? LogGroup.FromLogGroupName(this, "ExistingLogGroup", calls) : null);
        Requests = settings.AccessLogGroup is { } requests ? LogGroup.FromLogGroupName(this, "AccessLogGroup", requests) : null;
        CallTable = TrailFiles() is { } files ? NewTable("Calls", files) : null;
        RequestTable = settings.AccessLogBucket is { } bucket
            ? NewTable("Requests", ActivityProjection.OfAccessLogs(bucket, Accounts, Regions, settings.LoggedBuckets, settings.AccessLogPrefixes)) : null;
        Alarms = settings.Detections && Calls is not null ? [.. TrailDetections.All.Select(detection => Watch(detection, Calls, alarmNamePrefix))] : [];
        if (settings.Queries)
            SaveQueries();
    }

    /// <summary>The trail; null if the stack creates none.</summary>
    public ActivityTrail? Trail { get; }

    /// <summary>The table of calls; null without the files of a trail.</summary>
    public ActivityTable? CallTable { get; }

    /// <summary>The table of requests; null without S3 server access logs.</summary>
    public ActivityTable? RequestTable { get; }

    /// <summary>The alarms of calls; empty unless detections are enabled.</summary>
    public IReadOnlyList<TrailAlarm> Alarms { get; }

    /// <summary>The log group of calls; null without one.</summary>
    public ILogGroup? Calls { get; }

    /// <summary>The log group of requests; null without one.</summary>
    public ILogGroup? Requests { get; }

    /// <summary>Returns the log groups for a dashboard.</summary>
    internal ActivityLogGroups ToLogGroups() => new() { Calls = Calls, Requests = Requests };

    PartitionValues Accounts => settings.Accounts.Count > 0 ? PartitionValues.Of(settings.Accounts) : PartitionValues.Of(Stack.Of(this).Account);

    PartitionValues Regions => settings.Regions.Count > 0 ? PartitionValues.Of(settings.Regions) : PartitionValues.Of(Stack.Of(this).Region);

    ActivityTrail NewTrail(FlowLogSettings all) => new(this, "Trail", new ActivityTrailProps
    {
        Prefix = settings.TrailPrefix,
        OrganizationId = settings.Organization,
        AccessLogs = monitoring.AccessLogs,
        SendsToLogGroup = true,
        DataEventsOf = [.. settings.DataEventBuckets.Select((name, index) => Bucket.FromBucketName(this, $"DataEvents{index + 1}", name))],
        ExcludeManagementEventSources = settings.ExcludeManagementEventSources,
        RemovalPolicy = all.Removal is Removal.Retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        AutoDeleteObjects = all.Removal is Removal.DestroyWithContents,
    });

    ActivityProjection? TrailFiles() => Trail is { } trail ? trail.ToProjection(Accounts, Regions)
        : settings.TrailBucket is { } bucket ? ActivityProjection.OfTrail(bucket, Accounts, Regions, settings.TrailPrefix, settings.Organization) : null;

    ActivityTable NewTable(string id, ActivityProjection projection) =>
        new(this, id, new ActivityTableProps { Projection = projection, BesideTable = monitoring.Table });

    TrailAlarm Watch(TrailDetection detection, ILogGroup calls, string prefix) => new(this, detection.Id, new TrailAlarmProps
    {
        Detection = detection,
        LogGroup = calls,
        UsesBenchmarkText = settings.BenchmarkText,
        AlarmNamePrefix = prefix,
        Topics = [.. new ITopic?[] { (monitoring.SeverityTopics.GetValueOrDefault(detection.Severity) ?? monitoring.Topic)?.Topic }.OfType<ITopic>()],
    });

    void SaveQueries()
    {
        foreach (var table in new[] { CallTable, RequestTable }.OfType<ActivityTable>())
        {
            var target = new ActivityTarget { Projection = table.Projection, FlowLogs = monitoring.Table!.Target };
            foreach (var question in ActivityQuestions.For(target))
                monitoring.Workgroup!.Save(table, question, question.FlowLogFields.IsEmpty ? null : monitoring.Table);
        }

        if (Calls is null)
            return;
        foreach (var question in ActivityQuestions.All.Where(question => question.Insights is not null))
            _ = new SavedInsightsQuery(this, $"{question.Id}Query", new SavedInsightsQueryProps
            {
                LogGroup = Calls,
                Query = new NamedInsightsQuery(question.Name, question.Insights!),
                Folder = "Activity",
            });
    }
}

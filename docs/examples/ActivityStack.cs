using Amazon.CDK;
using Constructs;
using FlowLogStack;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace Examples;

/// <summary>Flow logs of a VPC, and a trail for an account that has none: its table, queries, alarms and dashboard.</summary>
public sealed class ActivityStack : Stack
{
    /// <summary>Creates the trail in a bucket of its own, and evaluates its log group.</summary>
    public ActivityStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var monitoring = new FlowLogMonitoring(this, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")] });
        var trail = new ActivityTrail(this, "Trail", new ActivityTrailProps { SendsToLogGroup = true, AccessLogs = monitoring.AccessLogs });
        var calls = new ActivityTable(this, "Calls", new ActivityTableProps
        {
            Projection = trail.ToProjection(PartitionValues.Of(Account), PartitionValues.Of(Region, "us-east-1")),
            BesideTable = monitoring.Table,
        });
        foreach (var query in ActivityQuestions.For(new ActivityTarget { Projection = calls.Projection }))
            monitoring.Workgroup!.Save(calls, query);
        foreach (var detection in TrailDetections.All)
            new TrailAlarm(this, detection.Id, new TrailAlarmProps { Detection = detection, LogGroup = trail.LogGroup!, Topics = [monitoring.Topic!.Topic] });
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = [DashboardTopic.SecurityGroups, DashboardTopic.Activity],
            Activity = new ActivityLogGroups { Calls = trail.LogGroup },
        });
    }
}

using Amazon.CDK;
using Constructs;
using FlowLogStack;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Records;

namespace Examples;

/// <summary>A VPC with the dashboards that a team looks at, and one that it drew itself.</summary>
public sealed class DashboardStack : Stack
{
    /// <summary>Watches an existing VPC, and draws it.</summary>
    public DashboardStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var monitoring = new FlowLogMonitoring(this, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
            Format = FlowLogFormat.V5,
            Archive = null,
        });
        monitoring.AddDashboards(new MonitoringDashboardsProps
        {
            Topics = [DashboardTopic.Overview, DashboardTopic.TrafficDirection],
            NamePrefix = "Network",
        });
        new FlowLogDashboard(this, "Shop", new FlowLogDashboardProps
        {
            Name = "Network-Shop",
            Rows =
            [
                [new TextPanel { Markdown = "# The shop\nWhat its load balancer serves, and what the network makes of it.", Height = 3 }],
                [
                    new MetricPanel
                    {
                        Title = "Requests",
                        Unit = "Requests in 5 minutes",
                        Series = [MetricSeries.Of("AWS/ApplicationELB", "RequestCount", "LoadBalancer", "app/shop/0a1b2c3d4e5f6789") with { Label = "Requests",
                            Color = Palette.Inbound }],
                        Thresholds = [new PanelThreshold(50_000, "tested up to here")],
                    },
                    new AlarmGraphPanel { Title = "Rejected SSH connections", AlarmArn = monitoring.Alarms[0].Alarm.AlarmArn },
                ],
            ],
        });
    }
}

using Constructs;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard of security group changes, with caller and parameters, beside the rejected traffic.</summary>
public sealed class SecurityGroupsDashboard : Construct
{
    internal const string Title = "Security Groups";

    // Changes are rare: thousands of them have about one megabyte.
    const double NearlyNothing = 0.0001;

    /// <summary>Creates the dashboard and the measures it needs, unless another dashboard has created them.</summary>
    public SecurityGroupsDashboard(Construct scope, string id, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var draft = new DashboardDraft(this, props,
            Title, "An opened rule accepts traffic that was rejected before, and a closed rule can reject traffic that is needed. Check both after a change.",
                TimeSpan.FromDays(1));
        var traffic = new TrafficPanels(props.Measures);
        draft.Link("Alarms", ConsoleLinks.Of(this).Alarms);
        draft.Section("Changes and rejects over time", [OverTime(props.Changes),
            traffic.Lines("Rejected flows", "Flows in 5 minutes", MetricView.Lines, TrafficMeasure.RejectedFlows)]);
        draft.Section("Changes by caller", [WhoAndWhat(props.Changes)]);
        draft.Section("Rejected traffic", [traffic.Top(Contributors.RejectedPorts), traffic.Top(Contributors.RejectedInterfaces),
            traffic.Top(Contributors.RejectedSources)]);
        draft.Section("Security groups", [ProcessorPanels.BySecurityGroup(props.Processor)]);
        Dashboard = draft.Build();
    }

    /// <summary>The dashboard.</summary>
    public FlowLogDashboard Dashboard { get; }

    static Offer OverTime(ChangeLog? changes) => changes is null
        ? Missing("Changes")
        : Offer.Of(new MetricPanel
        {
            Title = "Changes",
            Unit = "Calls in 5 minutes",
            Series =
            [
                MetricSeries.Of(changes.MetricChanges()) with { Label = "Changes", Color = Palette.Internal },
                MetricSeries.Of(changes.MetricFailures()) with { Label = "Not recorded", Color = Palette.Rejected },
            ],
        });

    static Offer WhoAndWhat(ChangeLog? changes) => changes is null
        ? Missing("Changes by caller")
        : Offer.Of(new LogPanel { Title = "Changes by caller", LogGroupName = changes.LogGroup.LogGroupName, Query = ChangeLog.WhoAndWhat, Height = 8,
        Share = NearlyNothing });

    static Offer Missing(string title) => Offer.Not(title, "keep a log of changes, which takes a CloudTrail trail of management events");
}

using Constructs;

namespace FlowLogStack.Dashboards;

/// <summary>A set of dashboards over the same measures, each with links to the others.</summary>
public sealed class DashboardSet : Construct
{
    /// <summary>Creates the dashboards.</summary>
    /// <param name="scope">The parent construct.</param>
    /// <param name="id">The construct id.</param>
    /// <param name="topics">The dashboards to create, in any order. Duplicates are ignored.</param>
    /// <param name="props">Properties of the dashboards.</param>
    /// <exception cref="ArgumentException">The list of topics is empty, or no panel of a dashboard can be drawn.</exception>
    public DashboardSet(Construct scope, string id, IReadOnlyList<DashboardTopic> topics, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(topics);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        DashboardTopic[] wanted = [.. topics.Distinct().Order()];
        if (wanted.Length == 0)
            throw new ArgumentException("The list of dashboards is empty. Add at least one, such as DashboardTopic.Overview.");
        var named = props with { NamePrefix = props.NamePrefix ?? DashboardDraft.DefaultPrefix(this) };
        var linked = named with { Siblings = [.. wanted.Select(topic => (TitleOf(topic), DashboardDraft.NameOf(this, named, TitleOf(topic))))] };
        Dashboards = wanted.ToDictionary(topic => topic, topic => New(topic, linked));
    }

    /// <summary>The dashboards by topic.</summary>
    public IReadOnlyDictionary<DashboardTopic, FlowLogDashboard> Dashboards { get; }

    FlowLogDashboard New(DashboardTopic topic, DashboardProps props) => topic switch
    {
        DashboardTopic.Overview => new OverviewDashboard(this, nameof(DashboardTopic.Overview), props).Dashboard,
        DashboardTopic.AcceptsAndRejects => new AcceptsAndRejectsDashboard(this, nameof(DashboardTopic.AcceptsAndRejects), props).Dashboard,
        DashboardTopic.TrafficDirection => new TrafficDirectionDashboard(this, nameof(DashboardTopic.TrafficDirection), props).Dashboard,
        DashboardTopic.EgressAndCost => new EgressAndCostDashboard(this, nameof(DashboardTopic.EgressAndCost), props).Dashboard,
        DashboardTopic.SecurityGroups => new SecurityGroupsDashboard(this, nameof(DashboardTopic.SecurityGroups), props).Dashboard,
        DashboardTopic.Activity => new ActivityDashboard(this, nameof(DashboardTopic.Activity), props).Dashboard,
        _ => new DetectionsDashboard(this, nameof(DashboardTopic.Detections), props).Dashboard,
    };

    static string TitleOf(DashboardTopic topic) => topic switch
    {
        DashboardTopic.Overview => OverviewDashboard.Title,
        DashboardTopic.AcceptsAndRejects => AcceptsAndRejectsDashboard.Title,
        DashboardTopic.TrafficDirection => TrafficDirectionDashboard.Title,
        DashboardTopic.EgressAndCost => EgressAndCostDashboard.Title,
        DashboardTopic.SecurityGroups => SecurityGroupsDashboard.Title,
        DashboardTopic.Detections => DetectionsDashboard.Title,
        DashboardTopic.Activity => ActivityDashboard.Title,
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "Not a dashboard."),
    };
}

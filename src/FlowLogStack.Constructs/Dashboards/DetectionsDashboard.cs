using System.Globalization;
using Constructs;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard with one row for each detection: its meaning and links, the graph of its alarm, and the alarm's state.</summary>
public sealed class DetectionsDashboard : Construct
{
    internal const string Title = "Detections";

    /// <summary>Creates the dashboard.</summary>
    /// <exception cref="ArgumentException">The list of alarms is empty.</exception>
    public DetectionsDashboard(Construct scope, string id, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        var draft = new DashboardDraft(this, props,
            Title, "Each detection with the metric of its alarm. The line across a graph is the alarm's threshold; the band is CloudWatch's anomaly "
                + "detection band.", TimeSpan.FromHours(3));
        draft.Link("Alarms", ConsoleLinks.Of(this).Alarms);
        draft.Section("All alarms", [AlarmPanels.States(props.Alarms)]);
        foreach (var severity in props.Alarms.GroupBy(alarm => alarm.Severity).OrderByDescending(severity => severity.Key))
            draft.Section($"Severity {DetectionAlarm.SeverityText(severity.Key)}", [.. severity.Select(alarm => Row(alarm, props))]);
        Dashboard = draft.Build();
    }

    /// <summary>The dashboard.</summary>
    public FlowLogDashboard Dashboard { get; }

    IReadOnlyList<Offer> Row(DetectionAlarm alarm, DashboardProps props) =>
    [
        Offer.Of(new TextPanel { Title = alarm.Detection.Title, Markdown = About(alarm, props), Width = 8, Height = 5 }),
        Offer.Of(new AlarmGraphPanel { Title = alarm.Detection.Title, AlarmArn = alarm.Arn, Width = 12, Height = 5 }),
        Offer.Of(new AlarmStatePanel { Title = "State", AlarmArns = [alarm.Arn], Width = 4, Height = 5 }),
    ];

    string About(DetectionAlarm alarm, DashboardProps props)
    {
        var detection = alarm.Detection;
        var links = ConsoleLinks.Of(this);
        var page = string.Create(CultureInfo.InvariantCulture, $"{detection.Id}.md");
        List<string> where = [$"[Alarm]({links.Alarm(alarm.NameReference)})"];
        // Detections of arrivals have no query: they count all records.
        if (detection.Measure.Kind is not MeasureKind.Arrivals)
            where.Insert(0, $"[Query the records]({links.LogsInsights(props.Measures.LogGroupName, detection.ToInsightsQuery(props.Format))})");
        var toDo = props.DocumentationUrl is { } url ? $"[Recommended action]({url.TrimEnd('/')}/{page})" : $"`docs/detections/{page}`";
        return $"### {detection.Title}\n{detection.Meaning}\n\nAlarms "
            + $"at {DetectionPage.Bound(detection)}.\n\n{links.InDashboard(string.Join(" · ", where) + " · ")}{toDo}";
    }
}

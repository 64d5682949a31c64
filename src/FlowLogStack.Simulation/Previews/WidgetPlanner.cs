using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Determines the data that a widget needs, and adds their measurement.</summary>
sealed class WidgetPlanner(BacktestPlan plan, ActivityFeed activity, FlowLogFormat headerless)
{
    const int DefaultPeriod = 300;
    const int DefaultContributors = 10;

    readonly Dictionary<(string Rule, long Minutes), ContributorLog> logs = [];
    readonly Dictionary<(string Groups, string Query), LogsInsightsRun> runs = [];

    /// <summary>Returns the Contributor Insights metrics in the expressions of a dashboard's widgets.</summary>
    internal static IEnumerable<(string Rule, InsightMetric Metric)> RulesOf(JsonElement dashboard)
    {
        foreach (var widget in new WidgetProperties(dashboard).List("widgets"))
        {
            IReadOnlyList<MetricLine> lines = [];
            try
            {
                lines = MetricLineReader.Read(new WidgetProperties(widget).Nested("properties"));
            }
            catch (TemplateException)
            {
                // The widget reports the error.
            }

            foreach (var rule in MetricReading.RulesOf(lines))
                yield return rule;
        }
    }

    /// <summary>Plans a widget.</summary>
    internal WidgetDraft Plan(WidgetProperties widget)
    {
        var type = widget.Text("type");
        var properties = widget.Nested("properties");
        try
        {
            return type switch
            {
                "text" => new WidgetDraft.Fixed(new WidgetContent.Text(properties.Text("markdown") ?? "", properties.Text("background") == "transparent")),
                "alarm" => new AlarmDraft(properties, null),
                "log" => PlanQuery(properties),
                "metric" => PlanMetric(properties),
                "explorer" => Not("An explorer finds the metrics of resources by their tags in the account, which a preview does not have."),
                "custom" => Not("A custom widget is drawn by a Lambda function, which a preview does not invoke."),
                "chart" => Not("A chart queries Prometheus, which a preview does not support."),
                "service" or "serviceMap" or "serviceTable" or "trace" => Not("CloudWatch draws traces of an application here, which a preview does not have."),
                "timeline" => Not("CloudWatch draws the history of an alarm here, which a preview does not have."),
                _ => Not($"CloudWatch has no widget of the type '{type}'."),
            };
        }
        catch (FormatException e)
        {
            return Not($"It cannot be drawn: {e.Message.TrimEnd('.')}.");
        }
    }

    static WidgetDraft.Fixed Not(string reason) => new(new WidgetContent.Unavailable(reason));

    WidgetDraft PlanMetric(WidgetProperties properties)
    {
        var style = new GraphStyle(properties);
        if (properties.Nested("annotations").Has("alarms"))
            return new AlarmDraft(properties, style);
        if (properties.Has("insightRule"))
            return PlanContributors(properties, style);
        var lines = MetricLineReader.Read(properties);
        return lines.Count == 0 ? Not("The widget has no metrics.") : new MetricDraft(style, lines, new MetricReading(lines, plan));
    }

    ContributorDraft PlanContributors(WidgetProperties properties, GraphStyle style)
    {
        var rule = properties.Nested("insightRule");
        var name = rule.Text("ruleName") ?? throw new TemplateException("its insightRule names no rule");
        var minutes = Math.Max(1, (long)Math.Ceiling((properties.Number("period") ?? DefaultPeriod) / 60));
        if (!logs.TryGetValue((name, minutes), out var log))
        {
            var feed = plan.Count(name);
            logs.Add((name, minutes), log = new ContributorLog(minutes));
            feed.Contributors.Add(log);
        }

        return new ContributorDraft(style, log, rule.Whole("maxContributorCount", DefaultContributors, 1, 100), rule.Text("orderBy") == "Maximum");
    }

    WidgetDraft PlanQuery(WidgetProperties properties)
    {
        var (groups, text) = QueryDraft.Split(properties.Text("query") ?? throw new TemplateException("it has no query"));
        if (activity.Use(groups, text) is { } ofActivity)
            return new QueryDraft(properties.Text("view") ?? "table", ofActivity);
        var feeds = plan.Feeds.Where(feed => !feed.OnlyCalls && (feed.LogGroup is null || groups.Count == 0 || groups.Contains(feed.LogGroup))).ToList();
        if (feeds.Count == 0)
            return Not($"It queries {(groups.Count == 1 ? "the log group" : "the log groups")} {string.Join(", ", groups)}, and the records are delivered "
                + $"to {string.Join(", ", plan.Feeds.Where(feed => !feed.OnlyCalls).Select(feed => feed.LogGroup))}.");
        var key = (string.Join('\n', feeds.Select(feed => feed.LogGroup)), text);
        if (!runs.TryGetValue(key, out var run))
        {
            run = LogsInsightsQuery.Parse(text).Start(new LogsInsightsOptions { Format = feeds[0].Format ?? headerless, LogGroup = feeds[0].LogGroup });
            foreach (var feed in feeds)
                feed.Use(run);
            runs.Add(key, run);
        }

        return new QueryDraft(properties.Text("view") ?? "table", run);
    }
}

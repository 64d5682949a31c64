using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Review;

/// <summary>Metrics and rules of a template that get data from its filters and flow logs, and the alarms and widgets that read them.</summary>
sealed partial class MetricFeeds
{
    readonly HashSet<string> fed = new(StringComparer.Ordinal);
    readonly HashSet<string> published = new(StringComparer.Ordinal);
    readonly HashSet<string> rules = new(StringComparer.Ordinal);

    /// <param name="template">The template.</param>
    /// <param name="formerGroups">
    /// Log groups that flow logs delivered to before: without a flow log they get nothing. Others get their events from elsewhere.
    /// </param>
    internal MetricFeeds(ReviewedTemplate template, IReadOnlySet<string> formerGroups)
    {
        var flowLogs = template.FlowLogs;
        var disabled = template.Of("AWS::CloudWatch::InsightRule").Where(rule => rule.Text("RuleState") == "DISABLED").Select(rule => rule.ReferredName)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var rule in template.Of("AWS::CloudWatch::InsightRule").Where(rule => !disabled.Contains(rule.ReferredName)))
            rules.Add(rule.ReferredName);
        foreach (var filter in template.Of("AWS::Logs::MetricFilter"))
        {
            var group = flowLogs.Where(flowLog => flowLog.IsLogGroup && flowLog.Destination == filter.Text("LogGroupName")).ToList();
            var action = PatternWords.ActionOf(filter.Text("FilterPattern") ?? "");
            var isFed = group.Count == 0 ? !formerGroups.Contains(filter.Text("LogGroupName") ?? "") : group
                .Any(flowLog => flowLog.Traffic is null || action is null || flowLog.Traffic == action);
            foreach (var metric in filter.Items("MetricTransformations").Select(NameOf))
            {
                published.Add(metric);
                if (isFed)
                    fed.Add(metric);
            }
        }
    }

    /// <summary>Returns whether a metric filter of the template publishes a metric, with or without data.</summary>
    internal bool Publishes(string metric) => published.Contains(metric);

    /// <summary>Returns whether a metric filter publishes a metric and gets records.</summary>
    internal bool Feeds(string metric) => fed.Contains(metric);

    /// <summary>Returns whether an enabled rule has a name.</summary>
    internal bool HasRule(string name) => rules.Contains(name);

    /// <summary>Returns the metrics of an alarm as <c>namespace/name</c>.</summary>
    internal static IEnumerable<string> MetricsOf(ReviewedResource alarm)
    {
        if (alarm.Text("MetricName") is { } name)
            yield return $"{alarm.Text("Namespace")}/{name}";
        foreach (var query in alarm.Items("Metrics"))
        {
            if (RawJson.At(query, "MetricStat.Metric") is JsonObject metric)
                yield return $"{RawJson.Text(metric["Namespace"])}/{RawJson.Text(metric["MetricName"])}";
        }
    }

    /// <summary>Returns the names of the rules in a text with expressions.</summary>
    internal static IEnumerable<string> RulesIn(string text) => RuleMetric().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    internal static string NameOf(JsonNode transformation) => $"{RawJson.Text(transformation["MetricNamespace"])}/{RawJson.Text(transformation["MetricName"])}";

    [GeneratedRegex(@"INSIGHT_RULE_METRIC\(\s*\\?[""']([^""'\\]+)", RegexOptions.CultureInvariant)]
    private static partial Regex RuleMetric();
}

using System.Diagnostics.CodeAnalysis;

namespace FlowLogStack.Simulation;

/// <summary>The metrics that alarms read, from all sources.</summary>
sealed class MetricLibrary
{
    readonly Dictionary<MetricIdentity, MetricSource> metrics = [];
    readonly Dictionary<string, InsightSeries> rules = new(StringComparer.Ordinal);

    /// <summary>Adds a metric. It replaces one of the same identity.</summary>
    public void Add(MetricIdentity identity, MetricSource source) => metrics[identity] = source;

    /// <summary>Returns whether there is a metric of an identity, and the metric.</summary>
    public bool TryGet(MetricIdentity identity, [NotNullWhen(true)] out MetricSource? source) => metrics.TryGetValue(identity, out source);

    /// <summary>Returns the last minute with values of any metric, or null without any.</summary>
    internal long? LastMinute() => metrics.Values.Select(source => source.Extent()?.Last).Max();

    /// <summary>Returns whether the metrics and rules of an alarm are the same counts as in another library.</summary>
    internal bool HasCountsOf(AlarmPlan alarm, MetricLibrary other) =>
        alarm.Metrics.All(query => TryGet(query.Metric!, out var one) && other.TryGet(query.Metric!, out var same)
            && (ReferenceEquals(one, same) || (one is FilterMetric filters && same is FilterMetric others && filters.IsOfSameCounts(others))))
        && alarm.Rules.All(rule => TryGet(rule.Rule, out var one) && other.TryGet(rule.Rule, out var same) && ReferenceEquals(one, same));

    internal void Add(string rule, InsightSeries series) => rules[rule] = series;

    internal bool TryGet(string rule, [NotNullWhen(true)] out InsightSeries? series) => rules.TryGetValue(rule, out series);
}

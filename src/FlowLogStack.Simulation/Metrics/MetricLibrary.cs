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

    internal void Add(string rule, InsightSeries series) => rules[rule] = series;

    internal bool TryGet(string rule, [NotNullWhen(true)] out InsightSeries? series) => rules.TryGetValue(rule, out series);
}

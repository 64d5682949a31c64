using System.Diagnostics.CodeAnalysis;

namespace FlowLogStack.Simulation;

/// <summary>The metrics that alarms read, wherever they came from.</summary>
public sealed class MetricLibrary
{
    readonly Dictionary<MetricIdentity, MetricSource> metrics = [];
    readonly Dictionary<string, InsightSeries> rules = new(StringComparer.Ordinal);

    /// <summary>Adds a metric; it takes the place of one of the same identity.</summary>
    public void Add(MetricIdentity identity, MetricSource source) => metrics[identity] = source;

    /// <summary>Finds a metric.</summary>
    public bool TryGet(MetricIdentity identity, [NotNullWhen(true)] out MetricSource? source) => metrics.TryGetValue(identity, out source);

    /// <summary>The last minute with values of any metric; null without any.</summary>
    internal long? LastMinute() => metrics.Values.Select(source => source.Extent()?.Last).Max();

    internal void Add(string rule, InsightSeries series) => rules[rule] = series;

    internal bool TryGet(string rule, [NotNullWhen(true)] out InsightSeries? series) => rules.TryGetValue(rule, out series);
}

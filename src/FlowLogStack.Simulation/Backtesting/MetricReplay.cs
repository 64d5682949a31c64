using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>What a template's metric filters make of flow logs that were recorded, minute by minute.</summary>
/// <remarks>Read objects in any order, then ask for sums. The records are events as in a <see cref="Backtest"/>.</remarks>
public sealed class MetricReplay
{
    readonly BacktestPlan plan;
    readonly Backtest backtest;
    readonly List<MetricIdentity> metrics = [];
    readonly Dictionary<MetricIdentity, string> unmeasured = [];

    /// <summary>Prepares a replay.</summary>
    /// <param name="template">The template whose metric filters are run.</param>
    /// <param name="options">How to stand in for CloudWatch. Default: as AWS does, as far as it says.</param>
    /// <exception cref="TemplateException">The options name a log group that the template lacks, or it is not clear which one the records belong to.</exception>
    public MetricReplay(AlarmTemplate template, BacktestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        options ??= new BacktestOptions();
        plan = new BacktestPlan(template, options.LogGroup, flowLog: options.FlowLog);
        backtest = new Backtest(template, options, plan);
        foreach (var filter in template.MetricFilters)
            Measure(filter);
    }

    /// <summary>The metrics that are measured, in the template's order.</summary>
    public IReadOnlyList<MetricIdentity> Metrics => metrics;

    /// <summary>The metrics that are not, each with the reason.</summary>
    public IReadOnlyDictionary<MetricIdentity, string> Unmeasured => unmeasured;

    /// <summary>The minutes that have records: the first, and the one after the last; null without records.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Extent =>
        backtest.Extent is { } extent ? (EpochMinute.ToInstant(extent.First), EpochMinute.ToInstant(extent.Last + 1)) : null;

    /// <summary>What a reader should know, one sentence each: what could not be resolved, what the files lack.</summary>
    public IReadOnlyList<string> Notes => backtest.Notes();

    /// <summary>Reads a text object, gzip or not.</summary>
    /// <param name="stream">The object's bytes; not disposed.</param>
    /// <param name="name">What messages call the object.</param>
    /// <param name="rejected">Is told the number of each line that is no record, and why. Default: nobody is.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged or is Parquet; what was read before counts.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null) => backtest.Read(stream, name, rejected);

    /// <summary>The sum of a metric in one minute, once everything has arrived; null for no datapoint.</summary>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    /// <param name="minute">When the minute begins.</param>
    public double? SumOf(MetricIdentity metric, DateTimeOffset minute)
    {
        var at = EpochMinute.Of(minute);
        return plan.Library.TryGet(metric, out var source) ? source.Read(at, at + 1, long.MaxValue).Of(MetricStatistic.Sum) : null;
    }

    void Measure(MetricFilterDefinition filter)
    {
        var metric = new MetricIdentity(filter.Namespace, filter.MetricName);
        if (metrics.Contains(metric))
            return;
        if (filter.Dimensions.Count > 0)
        {
            unmeasured[metric] = $"it has a series for each value of {string.Join(", ", filter.Dimensions.Select(dimension => dimension.Key))}";
            return;
        }

        try
        {
            plan.Measure(metric);
            metrics.Add(metric);
            unmeasured.Remove(metric);
        }
        catch (TemplateException e)
        {
            unmeasured[metric] = e.Message;
        }
    }
}

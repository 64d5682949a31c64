using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The metrics that a template's metric filters publish for recorded flow logs, minute by minute.</summary>
/// <remarks>Read objects in any order, then query sums. The records are events as in a <see cref="Backtest"/>.</remarks>
public sealed class MetricReplay
{
    readonly BacktestPlan plan;
    readonly Backtest backtest;
    readonly List<MetricIdentity> metrics = [];
    readonly Dictionary<MetricIdentity, string> unmeasured = [];

    /// <summary>Prepares a replay.</summary>
    /// <param name="template">Template whose metric filters are run.</param>
    /// <param name="options">Options of the simulation. Default: null (AWS's behavior, as far as it is documented).</param>
    /// <exception cref="TemplateException">
    /// The template lacks the log group in the options, or has several log groups that the records could belong to.
    /// </exception>
    internal MetricReplay(AlarmTemplate template, BacktestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        options ??= new BacktestOptions();
        plan = new BacktestPlan(template, options.LogGroup, flowLog: options.FlowLog);
        backtest = new Backtest(template, options, plan);
        foreach (var filter in template.MetricFilters)
            Measure(filter);
    }

    /// <summary>The measured metrics in the order of the template.</summary>
    internal IReadOnlyList<MetricIdentity> Metrics => metrics;

    /// <summary>The metrics that aren't measured, each with the reason.</summary>
    internal IReadOnlyDictionary<MetricIdentity, string> Unmeasured => unmeasured;

    /// <summary>The minutes with records: the first, and the one after the last; null without records.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Extent =>
        backtest.Extent is { } extent ? (EpochMinute.ToInstant(extent.First), EpochMinute.ToInstant(extent.Last + 1)) : null;

    /// <summary>Limitations, one sentence each, such as unresolved references and missing fields.</summary>
    public IReadOnlyList<string> Notes => backtest.Notes();

    /// <summary>Reads a text object, compressed with gzip or not, or a Parquet object.</summary>
    /// <param name="stream">Bytes of the object. The stream isn't disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason. Default: null (none).</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs. Records read before still
    /// count.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null) => backtest.Read(stream, name, rejected);

    /// <summary>Returns the sum of a metric in one minute after all records have arrived, or null without a data point.</summary>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    /// <param name="minute">Start of the minute.</param>
    internal double? SumOf(MetricIdentity metric, DateTimeOffset minute)
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

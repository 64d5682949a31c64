using FlowLogStack.Processing;

namespace FlowLogStack.Simulation;

/// <summary>Finds the metrics of a search among those that the template defines and those that the records create.</summary>
sealed class MetricFinder
{
    static readonly string[] OfLogGroups = ["IncomingLogEvents", "IncomingBytes"];
    static readonly string[] Directions = [.. Enum.GetNames<Direction>().Select(name => name.ToLowerInvariant())];

    readonly MetricLibrary library;
    readonly List<MetricIdentity> known = [];
    readonly List<(LogFeed Group, FilterFeed Filter)> discovering = [];
    readonly int unknown;

    /// <summary>Adds the measurement of all metrics that a search can find.</summary>
    internal MetricFinder(MetricSearch search, AlarmTemplate template, BacktestPlan plan)
    {
        Search = search;
        library = plan.Library;
        foreach (var metric in Named(template, plan).Distinct().Where(search.Finds))
        {
            try
            {
                if (search.Statistic.IsKeptBy(plan.Measure(metric)))
                    known.Add(metric);
                else
                    unknown++;
            }
            catch (TemplateException)
            {
                // A metric that is never published is never found.
            }
        }

        foreach (var group in plan.Feeds)
        {
            foreach (var filter in template.MetricFilters.Where(filter => (group.LogGroup is null || filter.LogGroup == group.LogGroup)
                && filter.Dimensions.Count > 0 && search.MayFind(filter.Namespace, filter.Dimensions.Select(dimension => dimension.Key))))
            {
                var feed = group.Use(filter);
                feed.Discover(MetricSearch.MostFound, search.Statistic.Extended is not null);
                discovering.Add((group, feed));
            }
        }
    }

    internal MetricSearch Search { get; }

    /// <summary>Remark on metrics whose single values are not simulated; null without any.</summary>
    internal string? RemarkOnUnknown => unknown == 0 ? null
        : $"The search leaves out metrics of a processor, of which only a minute's sum, count, lowest and highest are simulated: use Sum, Average, Minimum, "
        + $"Maximum or SampleCount in place of {Search.Statistic}.";

    /// <summary>Remark on a search that finds more metrics than CloudWatch supports.</summary>
    internal static string RemarkOnMost { get; } = $"The search finds {MetricSearch.MostFound} metrics or more, and CloudWatch "
        + $"allows {MetricSearch.MostFound}; the result is incomplete (MaxMetricsExceeded).";

    /// <summary>Returns the metrics with data, in the order of their names.</summary>
    internal IReadOnlyList<(MetricIdentity Metric, MetricSource Source)> Found()
    {
        var found = known.Select(metric => (Metric: metric, Source: library.TryGet(metric, out var source) ? source : null!))
            .Concat(discovering.SelectMany(entry => entry.Filter.Found.Select(made =>
            (made.Metric, Part: new FilterMetric.Part(made.Series, null, made.Series, entry.Group.Events))))
                .Where(made => Search.Finds(made.Metric))
                .GroupBy(made => made.Metric)
                .Select(made => (Metric: made.Key, Source: (MetricSource)new FilterMetric([.. made.Select(one => one.Part)]))));
        return [.. found.Where(entry => entry.Source.Extent() is not null).OrderBy(entry => entry.Metric.ToString(), StringComparer.Ordinal)
            .Take(MetricSearch.MostFound)];
    }

    static IEnumerable<MetricIdentity> Named(AlarmTemplate template, BacktestPlan plan)
    {
        foreach (var filter in template.MetricFilters.Where(filter => filter.Dimensions.Count == 0))
            yield return new MetricIdentity(filter.Namespace, filter.MetricName);
        foreach (var group in plan.Feeds.Select(feed => feed.LogGroup).OfType<string>())
        {
            foreach (var name in OfLogGroups)
                yield return new MetricIdentity("AWS/Logs", name, KeyValuePair.Create("LogGroupName", group));
        }

        foreach (var processor in template.Processors)
        {
            var function = KeyValuePair.Create(EmbeddedMetrics.FunctionDimension, processor.Name);
            foreach (var metric in EmbeddedMetrics.OfFunction)
                yield return new MetricIdentity(processor.Settings.MetricsNamespace, metric.Name, function);
            foreach (var metric in EmbeddedMetrics.OfDirection)
            {
                foreach (var direction in Directions)
                    yield return new MetricIdentity(processor.Settings.MetricsNamespace, metric.Name, function,
                        KeyValuePair.Create(EmbeddedMetrics.DirectionDimension, direction));
            }
        }
    }
}

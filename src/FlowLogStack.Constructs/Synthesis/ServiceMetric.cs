using System.Runtime.CompilerServices;
using Amazon.CDK.AWS.CloudWatch;

namespace FlowLogStack;

/// <summary>Metrics as the constructs return them: a sum in 5 minutes, unless options state otherwise.</summary>
static class ServiceMetric
{
    static readonly ConditionalWeakTable<Metric, IReadOnlyList<string>> Names = [];

    /// <summary>Returns a metric.</summary>
    /// <param name="metricNamespace">Namespace of the metric.</param>
    /// <param name="name">Name of the metric.</param>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    /// <param name="dimensions">Dimensions, in the order in which dashboards list them.</param>
    internal static Metric Of(string metricNamespace, string name, IMetricOptions? options, params (string Name, string Value)[] dimensions)
    {
        var metric = new Metric(new MetricProps
        {
            Namespace = metricNamespace,
            MetricName = name,
            DimensionsMap = dimensions.ToDictionary(dimension => dimension.Name, dimension => dimension.Value),
            Statistic = "Sum",
            Period = Durations.Minutes(5),
        });
        if (options is not null)
            return metric.With(options);
        Names.Add(metric, [metricNamespace, name, .. dimensions.SelectMany(dimension => new[] { dimension.Name, dimension.Value })]);
        return metric;
    }

    /// <summary>Returns the namespace, the name and alternating dimension names and values of a sum that <see cref="Of"/> has returned, else null.</summary>
    internal static IReadOnlyList<string>? NameOf(Metric metric) => Names.TryGetValue(metric, out var name) ? name : null;
}

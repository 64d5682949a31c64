using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;

namespace FlowLogStack;

/// <summary>Metrics as the constructs return them: a sum in 5 minutes, unless options state otherwise.</summary>
static class ServiceMetric
{
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
            Period = Duration.Minutes(5),
        });
        return options is null ? metric : metric.With(options);
    }
}

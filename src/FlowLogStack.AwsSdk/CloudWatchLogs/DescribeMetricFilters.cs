using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Request of <see cref="IAmazonCloudWatchLogs.DescribeMetricFiltersAsync"/>.</summary>
public class DescribeMetricFiltersRequest : AmazonWebServiceRequest
{
    /// <summary>Name of the log group. Default: null, all log groups.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Prefix of the filters' names; requires a log group. Default: null, any name.</summary>
    public string? FilterNamePrefix { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatchLogs.DescribeMetricFiltersAsync"/>: one page of at most 50 filters.</summary>
public class DescribeMetricFiltersResponse : AmazonWebServiceResponse
{
    /// <summary>Filters; null if the list is empty.</summary>
    public List<MetricFilter>? MetricFilters { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A metric filter of a log group.</summary>
public class MetricFilter
{
    /// <summary>Name of the filter.</summary>
    public string? FilterName { get; set; }

    /// <summary>Name of the log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Pattern of the events that the filter selects.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>Metrics that the filter publishes.</summary>
    public List<MetricTransformation>? MetricTransformations { get; set; }
}

/// <summary>A metric of a metric filter.</summary>
public class MetricTransformation
{
    /// <summary>Namespace of the metric.</summary>
    public string? MetricNamespace { get; set; }

    /// <summary>Name of the metric.</summary>
    public string? MetricName { get; set; }

    /// <summary>Value that each event adds: a number, or a field of the event, such as <c>$bytes</c>.</summary>
    public string? MetricValue { get; set; }

    /// <summary>Value published for a minute with events but without a match; null to publish none.</summary>
    public double? DefaultValue { get; set; }

    /// <summary>Dimensions of the metric: names, with the event's field that supplies the value; null for none.</summary>
    public Dictionary<string, string>? Dimensions { get; set; }

    /// <summary>Unit of the metric; null for none.</summary>
    public StandardUnit? Unit { get; set; }
}

using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Which metric filters to describe.</summary>
public class DescribeMetricFiltersRequest : AmazonWebServiceRequest
{
    /// <summary>The log group's name. Default: those of every log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>What their names begin with; needs a log group. Default: anything.</summary>
    public string? FilterNamePrefix { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of metric filters, at most 50.</summary>
public class DescribeMetricFiltersResponse : AmazonWebServiceResponse
{
    /// <summary>The filters; null when there are none.</summary>
    public List<MetricFilter>? MetricFilters { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A metric filter.</summary>
public class MetricFilter
{
    /// <summary>The filter's name.</summary>
    public string? FilterName { get; set; }

    /// <summary>The log group it filters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>What it selects.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The metrics it publishes.</summary>
    public List<MetricTransformation>? MetricTransformations { get; set; }
}

/// <summary>What a metric filter publishes.</summary>
public class MetricTransformation
{
    /// <summary>The metric's namespace.</summary>
    public string? MetricNamespace { get; set; }

    /// <summary>The metric's name.</summary>
    public string? MetricName { get; set; }

    /// <summary>What each event adds: a number, or a value taken from it, as in <c>$bytes</c>.</summary>
    public string? MetricValue { get; set; }

    /// <summary>What is published for a minute with events of which none matches; null for nothing.</summary>
    public double? DefaultValue { get; set; }

    /// <summary>The metric's dimensions, by name, with the value taken from each event; null for none.</summary>
    public Dictionary<string, string>? Dimensions { get; set; }

    /// <summary>The metric's unit; null for none.</summary>
    public StandardUnit? Unit { get; set; }
}

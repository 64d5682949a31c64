using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Request of <see cref="IAmazonCloudWatch.GetMetricDataAsync"/>.</summary>
public class GetMetricDataRequest : AmazonWebServiceRequest
{
    /// <summary>Metrics and expressions, at most 500.</summary>
    public List<MetricDataQuery>? MetricDataQueries { get; set; }

    /// <summary>Start time (UTC), inclusive.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>End time (UTC), exclusive.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>Order of datapoints. Default: null, the newest first.</summary>
    public ScanBy? ScanBy { get; set; }

    /// <summary>Maximum number of datapoints in the page. Default: null, 100,800.</summary>
    public int? MaxDatapoints { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatch.GetMetricDataAsync"/>: one page of datapoints.</summary>
public class GetMetricDataResponse : AmazonWebServiceResponse
{
    /// <summary>Datapoints of each query; the next page may continue a query.</summary>
    public List<MetricDataResult>? MetricDataResults { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>The datapoints of a query.</summary>
public class MetricDataResult
{
    /// <summary>Id of the query.</summary>
    public string? Id { get; set; }

    /// <summary>Label.</summary>
    public string? Label { get; set; }

    /// <summary>Start times of the datapoints' periods (UTC).</summary>
    public List<DateTime>? Timestamps { get; set; }

    /// <summary>Values of the datapoints.</summary>
    public List<double>? Values { get; set; }

    /// <summary>Completeness of the datapoints.</summary>
    public StatusCode? StatusCode { get; set; }
}

using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Which datapoints to read.</summary>
public class GetMetricDataRequest : AmazonWebServiceRequest
{
    /// <summary>The metrics and expressions, at most 500.</summary>
    public List<MetricDataQuery>? MetricDataQueries { get; set; }

    /// <summary>From when on, in UTC.</summary>
    public DateTime? StartTime { get; set; }

    /// <summary>Until when, exclusively, in UTC.</summary>
    public DateTime? EndTime { get; set; }

    /// <summary>The order of datapoints. Default: the newest first.</summary>
    public ScanBy? ScanBy { get; set; }

    /// <summary>Datapoints in a page at most. Default: 100,800.</summary>
    public int? MaxDatapoints { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of datapoints.</summary>
public class GetMetricDataResponse : AmazonWebServiceResponse
{
    /// <summary>The datapoints of each query; a query may go on in the next page.</summary>
    public List<MetricDataResult>? MetricDataResults { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Datapoints of a query.</summary>
public class MetricDataResult
{
    /// <summary>The query's id.</summary>
    public string? Id { get; set; }

    /// <summary>The words shown for it.</summary>
    public string? Label { get; set; }

    /// <summary>When each datapoint's period begins, in UTC.</summary>
    public List<DateTime>? Timestamps { get; set; }

    /// <summary>The value of each datapoint.</summary>
    public List<double>? Values { get; set; }

    /// <summary>Whether these are all.</summary>
    public StatusCode? StatusCode { get; set; }
}

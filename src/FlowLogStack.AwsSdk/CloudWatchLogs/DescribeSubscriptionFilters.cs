using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Request of <see cref="IAmazonCloudWatchLogs.DescribeSubscriptionFiltersAsync"/>.</summary>
public class DescribeSubscriptionFiltersRequest : AmazonWebServiceRequest
{
    /// <summary>Name of the log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatchLogs.DescribeSubscriptionFiltersAsync"/>: one page of filters.</summary>
public class DescribeSubscriptionFiltersResponse : AmazonWebServiceResponse
{
    /// <summary>Filters; null if the list is empty.</summary>
    public List<SubscriptionFilter>? SubscriptionFilters { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A subscription filter of a log group.</summary>
public class SubscriptionFilter
{
    /// <summary>Name of the filter.</summary>
    public string? FilterName { get; set; }

    /// <summary>Name of the log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Pattern of the events that the filter selects; empty for all events.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>ARN of the destination.</summary>
    public string? DestinationArn { get; set; }
}

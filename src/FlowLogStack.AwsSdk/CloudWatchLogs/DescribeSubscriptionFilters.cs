using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Which subscription filters to describe.</summary>
public class DescribeSubscriptionFiltersRequest : AmazonWebServiceRequest
{
    /// <summary>The log group's name.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of subscription filters.</summary>
public class DescribeSubscriptionFiltersResponse : AmazonWebServiceResponse
{
    /// <summary>The filters; null when there are none.</summary>
    public List<SubscriptionFilter>? SubscriptionFilters { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A subscription filter.</summary>
public class SubscriptionFilter
{
    /// <summary>The filter's name.</summary>
    public string? FilterName { get; set; }

    /// <summary>The log group it filters.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>What it selects; empty for everything.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>The ARN of what it sends to.</summary>
    public string? DestinationArn { get; set; }
}

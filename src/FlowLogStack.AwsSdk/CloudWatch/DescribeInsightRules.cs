using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Request of <see cref="IAmazonCloudWatch.DescribeInsightRulesAsync"/>.</summary>
public class DescribeInsightRulesRequest : AmazonWebServiceRequest
{
    /// <summary>Maximum number of rules in the page, 1 to 500. Default: null, 500.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatch.DescribeInsightRulesAsync"/>: one page of rules.</summary>
public class DescribeInsightRulesResponse : AmazonWebServiceResponse
{
    /// <summary>Rules; null if the list is empty.</summary>
    public List<InsightRule>? InsightRules { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A Contributor Insights rule.</summary>
public class InsightRule
{
    /// <summary>Name of the rule.</summary>
    public string? Name { get; set; }

    /// <summary>State: <c>ENABLED</c> or <c>DISABLED</c>.</summary>
    public string? State { get; set; }

    /// <summary>Schema of the definition, as JSON.</summary>
    public string? Schema { get; set; }

    /// <summary>Definition of the rule, as JSON.</summary>
    public string? Definition { get; set; }
}

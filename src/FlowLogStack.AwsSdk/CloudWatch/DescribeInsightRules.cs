using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Which page of Contributor Insights rules to describe.</summary>
public class DescribeInsightRulesRequest : AmazonWebServiceRequest
{
    /// <summary>Rules in a page at most, 1 to 500. Default: 500.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of rules.</summary>
public class DescribeInsightRulesResponse : AmazonWebServiceResponse
{
    /// <summary>The rules; null when there are none.</summary>
    public List<InsightRule>? InsightRules { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A Contributor Insights rule.</summary>
public class InsightRule
{
    /// <summary>The rule's name.</summary>
    public string? Name { get; set; }

    /// <summary><c>ENABLED</c> or <c>DISABLED</c>.</summary>
    public string? State { get; set; }

    /// <summary>The schema of its definition, as JSON.</summary>
    public string? Schema { get; set; }

    /// <summary>What it counts, as JSON.</summary>
    public string? Definition { get; set; }
}

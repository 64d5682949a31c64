using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Which flow logs to describe.</summary>
public class DescribeFlowLogsRequest : AmazonWebServiceRequest
{
    /// <summary>What the flow logs must fulfil, as in <c>flow-log-id</c>. Default: every flow log.</summary>
    public List<Filter>? Filter { get; set; }

    /// <summary>The flow logs' ids; EC2 fails the whole call when one of them does not exist. Default: every flow log.</summary>
    public List<string>? FlowLogIds { get; set; }

    /// <summary>Flow logs in a page at most, 5 to 1000. Default: EC2's own number.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of flow logs.</summary>
public class DescribeFlowLogsResponse : AmazonWebServiceResponse
{
    /// <summary>The flow logs; null when there are none.</summary>
    public List<FlowLog>? FlowLogs { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Request of <see cref="IAmazonEC2.DescribeFlowLogsAsync"/>.</summary>
public class DescribeFlowLogsRequest : AmazonWebServiceRequest
{
    /// <summary>Filters of the flow logs, such as <c>flow-log-id</c>. Default: null, all flow logs.</summary>
    public List<Filter>? Filter { get; set; }

    /// <summary>Ids of flow logs; the call fails if one does not exist. Default: null, all flow logs.</summary>
    public List<string>? FlowLogIds { get; set; }

    /// <summary>Maximum number of flow logs in the page, 5 to 1,000. Default: null, EC2's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonEC2.DescribeFlowLogsAsync"/>: one page of flow logs.</summary>
public class DescribeFlowLogsResponse : AmazonWebServiceResponse
{
    /// <summary>Flow logs; null if the list is empty.</summary>
    public List<FlowLog>? FlowLogs { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Request of <see cref="IAmazonEC2.DescribeTransitGatewaysAsync"/>.</summary>
public class DescribeTransitGatewaysRequest : AmazonWebServiceRequest
{
    /// <summary>Filters of the transit gateways, such as <c>state</c>. Default: null, all transit gateways.</summary>
    public List<Filter>? Filters { get; set; }

    /// <summary>Ids of transit gateways; the call fails if one does not exist. Default: null, all transit gateways.</summary>
    public List<string>? TransitGatewayIds { get; set; }

    /// <summary>Maximum number of transit gateways in the page, 5 to 1,000; not valid with ids. Default: null, EC2's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonEC2.DescribeTransitGatewaysAsync"/>: one page of transit gateways.</summary>
public class DescribeTransitGatewaysResponse : AmazonWebServiceResponse
{
    /// <summary>The transit gateways; null if the list is empty.</summary>
    public List<TransitGateway>? TransitGateways { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

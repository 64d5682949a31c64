using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Request of <see cref="IAmazonEC2.DescribeSubnetsAsync"/>.</summary>
public class DescribeSubnetsRequest : AmazonWebServiceRequest
{
    /// <summary>Filters of the subnets, such as <c>state</c>. Default: null, all subnets.</summary>
    public List<Filter>? Filters { get; set; }

    /// <summary>Ids of subnets; the call fails if one does not exist. Default: null, all subnets.</summary>
    public List<string>? SubnetIds { get; set; }

    /// <summary>Maximum number of subnets in the page, 5 to 1,000; not valid with ids. Default: null, EC2's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonEC2.DescribeSubnetsAsync"/>: one page of subnets.</summary>
public class DescribeSubnetsResponse : AmazonWebServiceResponse
{
    /// <summary>The subnets; null if the list is empty.</summary>
    public List<Subnet>? Subnets { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Request of <see cref="IAmazonEC2.DescribeVpcsAsync"/>.</summary>
public class DescribeVpcsRequest : AmazonWebServiceRequest
{
    /// <summary>Filters of the VPCs, such as <c>state</c>. Default: null, all VPCs.</summary>
    public List<Filter>? Filters { get; set; }

    /// <summary>Ids of VPCs; the call fails if one does not exist. Default: null, all VPCs.</summary>
    public List<string>? VpcIds { get; set; }

    /// <summary>Maximum number of VPCs in the page, 5 to 1,000; not valid with ids. Default: null, EC2's default.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonEC2.DescribeVpcsAsync"/>: one page of VPCs.</summary>
public class DescribeVpcsResponse : AmazonWebServiceResponse
{
    /// <summary>The VPCs; null if the list is empty.</summary>
    public List<Vpc>? Vpcs { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

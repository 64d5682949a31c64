using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Request of <see cref="IAmazonEC2.DescribeNetworkInterfacesAsync"/>.</summary>
public class DescribeNetworkInterfacesRequest : AmazonWebServiceRequest
{
    /// <summary>Filters of the interfaces, with at most 200 values in total. Default: null, all interfaces.</summary>
    public List<Filter>? Filters { get; set; }

    /// <summary>Ids of interfaces; the call fails if one does not exist. Default: null, all interfaces.</summary>
    public List<string>? NetworkInterfaceIds { get; set; }

    /// <summary>Maximum number of interfaces in the page, 5 to 1,000; not valid with ids. Default: null, all in one page.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonEC2.DescribeNetworkInterfacesAsync"/>: one page of interfaces.</summary>
public class DescribeNetworkInterfacesResponse : AmazonWebServiceResponse
{
    /// <summary>Interfaces; null if the list is empty.</summary>
    public List<NetworkInterface>? NetworkInterfaces { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A filter of resources: the property has to have one of the values.</summary>
public class Filter
{
    /// <summary>Creates a filter without a name or values.</summary>
    public Filter()
    {
    }

    /// <summary>Creates a filter with a name and values.</summary>
    public Filter(string name, List<string> values)
    {
        Name = name;
        Values = values;
    }

    /// <summary>Property, such as <c>network-interface-id</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Accepted values.</summary>
    public List<string>? Values { get; set; }
}

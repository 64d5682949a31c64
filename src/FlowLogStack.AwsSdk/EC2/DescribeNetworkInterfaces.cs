using Amazon.Runtime;

namespace Amazon.EC2.Model;

/// <summary>Which network interfaces to describe.</summary>
public class DescribeNetworkInterfacesRequest : AmazonWebServiceRequest
{
    /// <summary>What the interfaces must fulfil; EC2 takes at most 200 values in all. Default: every interface.</summary>
    public List<Filter>? Filters { get; set; }

    /// <summary>The interfaces' ids; EC2 fails the whole call when one of them does not exist. Default: every interface.</summary>
    public List<string>? NetworkInterfaceIds { get; set; }

    /// <summary>Interfaces in a page at most, 5 to 1000; not together with ids. Default: all in one answer.</summary>
    public int? MaxResults { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of network interfaces.</summary>
public class DescribeNetworkInterfacesResponse : AmazonWebServiceResponse
{
    /// <summary>The interfaces; null when there are none.</summary>
    public List<NetworkInterface>? NetworkInterfaces { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

/// <summary>A condition on what to describe: the property must have one of the values.</summary>
public class Filter
{
    /// <summary>A condition without a name or values.</summary>
    public Filter()
    {
    }

    /// <summary>A condition of that name and those values.</summary>
    public Filter(string name, List<string> values)
    {
        Name = name;
        Values = values;
    }

    /// <summary>The property, such as <c>network-interface-id</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The values, of which one is enough.</summary>
    public List<string>? Values { get; set; }
}

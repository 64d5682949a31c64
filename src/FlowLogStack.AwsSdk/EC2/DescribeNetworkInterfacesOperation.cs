using Amazon.EC2.Model;

namespace Amazon.EC2;

sealed class DescribeNetworkInterfacesOperation()
    : Ec2Operation<DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResponse>("DescribeNetworkInterfaces")
{
    public static DescribeNetworkInterfacesOperation Instance { get; } = new();

    protected override void Write(QueryParameters parameters, DescribeNetworkInterfacesRequest request)
    {
        WriteFilters(parameters, request.Filters);
        parameters.AddEach("NetworkInterfaceId", request.NetworkInterfaceIds);
        parameters.Add("MaxResults", request.MaxResults);
        parameters.Add("NextToken", request.NextToken);
    }

    protected override void Read(DescribeNetworkInterfacesResponse response, QueryAnswer answer)
    {
        response.NetworkInterfaces = answer.Each("networkInterfaceSet", Item, Interface);
        response.NextToken = answer.Text("nextToken");
    }

    static NetworkInterface Interface(QueryAnswer item) => new()
    {
        NetworkInterfaceId = item.Text("networkInterfaceId"),
        SubnetId = item.Text("subnetId"),
        VpcId = item.Text("vpcId"),
        OwnerId = item.Text("ownerId"),
        PrivateIpAddress = item.Text("privateIpAddress"),
        Association = Association(item),
        PrivateIpAddresses = item.Each("privateIpAddressesSet", Item, address => new NetworkInterfacePrivateIpAddress
        {
            PrivateIpAddress = address.Text("privateIpAddress"),
            Primary = address.Flag("primary"),
            Association = Association(address),
        }),
        Ipv6Addresses = item.Each("ipv6AddressesSet", Item, address => new NetworkInterfaceIpv6Address { Ipv6Address = address.Text("ipv6Address") }),
        Ipv4Prefixes = item.Each("ipv4PrefixSet", Item, prefix => new Ipv4PrefixSpecification { Ipv4Prefix = prefix.Text("ipv4Prefix") }),
        Ipv6Prefixes = item.Each("ipv6PrefixSet", Item, prefix => new Ipv6PrefixSpecification { Ipv6Prefix = prefix.Text("ipv6Prefix") }),
        Groups = item.Each("groupSet", Item, group => new GroupIdentifier { GroupId = group.Text("groupId"), GroupName = group.Text("groupName") }),
    };

    static NetworkInterfaceAssociation? Association(QueryAnswer item) =>
        item.Child("association") is { } association ? new NetworkInterfaceAssociation { PublicIp = association.Text("publicIp") } : null;
}

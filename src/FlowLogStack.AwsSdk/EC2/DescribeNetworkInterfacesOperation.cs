using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EC2;

sealed class DescribeNetworkInterfacesOperation : XmlResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static DescribeNetworkInterfacesOperation Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var describe = (DescribeNetworkInterfacesRequest)input;
        var request = new DefaultRequest(input, "Amazon.EC2") { HttpMethod = "POST", ResourcePath = "/" };
        request.Parameters["Action"] = "DescribeNetworkInterfaces";
        request.Parameters["Version"] = "2016-11-15";
        for (var i = 0; i < describe.Filters?.Count; i++)
        {
            var filter = $"Filter.{i + 1}.";
            if (describe.Filters[i].Name is { } name)
                request.Parameters[filter + "Name"] = name;
            for (var j = 0; j < describe.Filters[i].Values?.Count; j++)
                request.Parameters[$"{filter}Value.{j + 1}"] = describe.Filters[i].Values![j];
        }

        for (var i = 0; i < describe.NetworkInterfaceIds?.Count; i++)
            request.Parameters[$"NetworkInterfaceId.{i + 1}"] = describe.NetworkInterfaceIds[i];
        if (describe.MaxResults is { } most)
            request.Parameters["MaxResults"] = most.ToString(CultureInfo.InvariantCulture);
        if (describe.NextToken is { } token)
            request.Parameters["NextToken"] = token;
        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var root = XElement.Load(context.Stream);
        return new DescribeNetworkInterfacesResponse
        {
            NetworkInterfaces = Items(root, "networkInterfaceSet", Interface),
            NextToken = Text(root, "nextToken"),
        };
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(context);
        return new AmazonEC2Exception(error.Message ?? $"EC2 answered {(int)statusCode}.", innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    static NetworkInterface Interface(XElement item) => new()
    {
        NetworkInterfaceId = Text(item, "networkInterfaceId"),
        SubnetId = Text(item, "subnetId"),
        VpcId = Text(item, "vpcId"),
        OwnerId = Text(item, "ownerId"),
        PrivateIpAddress = Text(item, "privateIpAddress"),
        PrivateIpAddresses = Items(item, "privateIpAddressesSet", address => new NetworkInterfacePrivateIpAddress
        {
            PrivateIpAddress = Text(address, "privateIpAddress"),
            Primary = Text(address, "primary") is { } primary ? primary == "true" : null,
        }),
        Ipv6Addresses = Items(item, "ipv6AddressesSet", address => new NetworkInterfaceIpv6Address { Ipv6Address = Text(address, "ipv6Address") }),
        Ipv4Prefixes = Items(item, "ipv4PrefixSet", prefix => new Ipv4PrefixSpecification { Ipv4Prefix = Text(prefix, "ipv4Prefix") }),
        Ipv6Prefixes = Items(item, "ipv6PrefixSet", prefix => new Ipv6PrefixSpecification { Ipv6Prefix = Text(prefix, "ipv6Prefix") }),
        Groups = Items(item, "groupSet", group => new GroupIdentifier { GroupId = Text(group, "groupId"), GroupName = Text(group, "groupName") }),
    };

    static List<T>? Items<T>(XElement parent, string set, Func<XElement, T> read) =>
        Child(parent, set)?.Elements().Where(item => item.Name.LocalName == "item").Select(read).ToList();

    static string? Text(XElement parent, string name) => Child(parent, name)?.Value;

    // EC2 writes a namespace that carries the API's date; the names alone are the contract.
    static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(child => child.Name.LocalName == name);
}

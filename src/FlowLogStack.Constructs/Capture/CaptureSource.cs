using System.Buffers;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>What a flow log records the traffic of.</summary>
public sealed record CaptureSource
{
    static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    static readonly (string IdPrefix, string ResourceType)[] Kinds =
    [
        ("vpc-", "VPC"),
        ("subnet-", "Subnet"),
        ("eni-", "NetworkInterface"),
        ("tgw-attach-", "TransitGatewayAttachment"),
        ("tgw-", "TransitGateway"),
        ("nat-", "RegionalNatGateway"),
    ];

    CaptureSource(string resourceType, string resourceId, string name)
    {
        ResourceType = resourceType;
        ResourceId = resourceId;
        Name = name;
    }

    /// <summary>CloudFormation's <c>ResourceType</c>.</summary>
    public string ResourceType { get; }

    /// <summary>CloudFormation's <c>ResourceId</c>.</summary>
    public string ResourceId { get; }

    /// <summary>What the source is called in construct ids, and so in logical ids: the construct's own id, or the resource's.</summary>
    public string Name { get; private init; }

    /// <summary>The records its flow logs hold.</summary>
    public RecordKinds RecordKind => ResourceType.StartsWith("TransitGateway", StringComparison.Ordinal) ? RecordKinds.TransitGateway : RecordKinds.Vpc;

    /// <summary>Every network interface of a VPC.</summary>
    public static CaptureSource Vpc(IVpc vpc)
    {
        ArgumentNullException.ThrowIfNull(vpc);
        return new CaptureSource("VPC", vpc.VpcId, vpc.Node.Id);
    }

    /// <summary>Every network interface of a subnet.</summary>
    public static CaptureSource Subnet(ISubnet subnet)
    {
        ArgumentNullException.ThrowIfNull(subnet);
        return new CaptureSource("Subnet", subnet.SubnetId, subnet.Node.Id);
    }

    /// <summary>One network interface.</summary>
    public static CaptureSource NetworkInterface(CfnNetworkInterface networkInterface) => Of("NetworkInterface", networkInterface);

    /// <summary>A transit gateway.</summary>
    public static CaptureSource TransitGateway(CfnTransitGateway transitGateway) => Of("TransitGateway", transitGateway);

    /// <summary>One attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayAttachment attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>A NAT gateway with regional availability; flow logs cannot be made for a zonal one, only for its interface.</summary>
    public static CaptureSource RegionalNatGateway(CfnNatGateway natGateway) => Of("RegionalNatGateway", natGateway);

    /// <summary>A resource that exists, its kind told by its id: <c>vpc-…</c>, <c>subnet-…</c>, <c>eni-…</c>, <c>tgw-…</c>, <c>tgw-attach-…</c> or <c>nat-…</c> (regional).</summary>
    /// <exception cref="ArgumentException">The id is a token, or of no resource that can have flow logs.</exception>
    public static CaptureSource FromId(string resourceId)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        if (Token.IsUnresolved(resourceId))
            throw new ArgumentException("A resource id that is only known at deployment does not tell the kind of resource: pass the construct itself, as in CaptureSource.Vpc(vpc).", nameof(resourceId));
        foreach (var (prefix, type) in Kinds)
        {
            if (!resourceId.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var rest = resourceId.AsSpan(prefix.Length);
            if (rest.Length is >= 8 and <= 17 && !rest.ContainsAnyExcept(HexadecimalDigits))
                return new CaptureSource(type, resourceId, resourceId);
        }

        throw new ArgumentException($"'{resourceId}' is not the id of a resource that can have flow logs: give a vpc-, subnet-, eni-, tgw-, tgw-attach- or nat- id with 8 to 17 hexadecimal digits, as in 'vpc-0a1b2c3d4e5f67890'.", nameof(resourceId));
    }

    /// <summary>The same source under another name in construct ids, for two constructs that share an id.</summary>
    public CaptureSource Named(string name) => this with { Name = name };

    static CaptureSource Of(string resourceType, CfnResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new CaptureSource(resourceType, resource.Ref, resource.Node.Id);
    }
}

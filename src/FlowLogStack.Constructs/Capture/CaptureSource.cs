using System.Buffers;
using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>What a flow log records the traffic of.</summary>
public sealed record CaptureSource
{
    static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    static readonly (CaptureSourceKind Kind, string IdPrefix, string ResourceType)[] Kinds =
    [
        (CaptureSourceKind.Vpc, "vpc-", "VPC"),
        (CaptureSourceKind.Subnet, "subnet-", "Subnet"),
        (CaptureSourceKind.NetworkInterface, "eni-", "NetworkInterface"),
        (CaptureSourceKind.TransitGatewayAttachment, "tgw-attach-", "TransitGatewayAttachment"),
        (CaptureSourceKind.TransitGateway, "tgw-", "TransitGateway"),
        (CaptureSourceKind.RegionalNatGateway, "nat-", "RegionalNatGateway"),
    ];

    CaptureSource(string resourceType, string resourceId, string name)
    {
        ResourceType = resourceType;
        ResourceId = resourceId;
        Name = name;
    }

    /// <summary>CloudFormation's <c>ResourceType</c>.</summary>
    public string ResourceType { get; private init; }

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

    /// <summary>One VPC attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayVpcAttachment attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>One peering attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayPeeringAttachment attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>One Connect attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayConnect attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>A NAT gateway with regional availability; flow logs cannot be made for a zonal one, only for its interface.</summary>
    public static CaptureSource RegionalNatGateway(CfnNatGateway natGateway) => Of("RegionalNatGateway", natGateway);

    /// <summary>An existing resource, its kind given by its id: <c>vpc-…</c>, <c>subnet-…</c>, <c>eni-…</c>, <c>tgw-…</c>, <c>tgw-attach-…</c> or <c>nat-…</c> (regional).</summary>
    /// <param name="resourceId">The id, or the placeholder that a lookup returns before it was made.</param>
    /// <remarks>
    /// A source from an id and a source from a construct have different logical ids. To change one for the other without a second flow log
    /// of the same resource, which EC2 refuses, keep the name: <c>CaptureSource.Vpc(vpc).Named("vpc-0a1b2c3d4e5f67890")</c>.
    /// </remarks>
    /// <exception cref="ArgumentException">The id is a token, or of no resource that can have flow logs.</exception>
    public static CaptureSource FromId(string resourceId)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        if (LookupValue.IsPlaceholder(resourceId))
            return new CaptureSource(KindOfPlaceholder(resourceId), resourceId, resourceId) { IsPlaceholder = true };
        if (!LookupValue.IsKnown(resourceId))
            throw new ArgumentException("The id of the source is known only after deployment, so that its kind is not known. Give the kind, as in CaptureSource.FromId(CaptureSourceKind.TransitGateway, id), or the construct, as in CaptureSource.Vpc(vpc).", nameof(resourceId));
        foreach (var (_, prefix, type) in Kinds)
        {
            if (HasDigitsAfter(resourceId, prefix))
                return new CaptureSource(type, resourceId, resourceId);
        }

        throw new ArgumentException($"'{resourceId}' is not the id of a resource that can have flow logs: give a vpc-, subnet-, eni-, tgw-, tgw-attach- or nat- id with 8 to 17 hexadecimal digits, as in 'vpc-0a1b2c3d4e5f67890'.", nameof(resourceId));
    }

    /// <summary>An existing resource of a kind, whose id may be known only after deployment: an export, a parameter, an attribute of a resource, a value of SSM.</summary>
    /// <param name="kind">The kind of the resource.</param>
    /// <param name="resourceId">The id. The name of a source whose id is not known is its kind; give a second one of a kind another with <see cref="Named"/>.</param>
    /// <exception cref="ArgumentException">The id is of another kind.</exception>
    public static CaptureSource FromId(CaptureSourceKind kind, string resourceId)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        var (_, prefix, type) = Kinds.Single(known => known.Kind == kind);
        if (LookupValue.IsKnown(resourceId) && !HasDigitsAfter(resourceId, prefix))
            throw new ArgumentException($"'{resourceId}' is not the id of a source of the kind {kind}. Give an id that starts with '{prefix}' and ends with 8 to 17 hexadecimal digits, or another kind.", nameof(resourceId));
        return new CaptureSource(type, resourceId, LookupValue.IsKnown(resourceId) ? resourceId : kind.ToString());
    }

    /// <summary>The same source under another name in construct ids, for two constructs that share an id.</summary>
    public CaptureSource Named(string name) => this with { Name = name };

    /// <summary>Whether the resource is a placeholder that CDK replaces when it has made a lookup; its kind is then a guess.</summary>
    internal bool IsPlaceholder { get; private init; }

    /// <summary>The placeholder as a resource whose records are of a kind; any other source as it is.</summary>
    internal CaptureSource As(RecordKinds records) => !IsPlaceholder || records == RecordKind
        ? this
        : this with { ResourceType = records is RecordKinds.TransitGateway ? "TransitGateway" : "VPC" };

    /// <summary>The source's id as it is compared with others; null for a placeholder, of which two may be equal.</summary>
    internal string? Identity(Construct scope) => LookupValue.IsPlaceholder(ResourceId)
        ? null
        : Token.IsUnresolved(ResourceId) ? JsonSerializer.Serialize(Stack.Of(scope).Resolve(ResourceId)) : ResourceId;

    static string KindOfPlaceholder(string resourceId) => resourceId[0] is 's' or 'p' ? "Subnet" : "VPC";

    static bool HasDigitsAfter(string resourceId, string prefix)
    {
        if (!resourceId.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        var rest = resourceId.AsSpan(prefix.Length);
        return rest.Length is >= 8 and <= 17 && !rest.ContainsAnyExcept(HexadecimalDigits);
    }

    static CaptureSource Of(string resourceType, CfnResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new CaptureSource(resourceType, resource.Ref, resource.Node.Id);
    }
}

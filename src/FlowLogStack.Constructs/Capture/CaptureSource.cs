using System.Buffers;
using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>A monitored resource: the VPC, subnet, network interface, transit gateway, attachment or NAT gateway whose traffic a flow log records.</summary>
public sealed record CaptureSource
{
    static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    static readonly (CaptureSourceKind Kind, string IdPrefix, string ResourceType, string ArnResource)[] Kinds =
    [
        (CaptureSourceKind.Vpc, "vpc-", "VPC", "vpc"),
        (CaptureSourceKind.Subnet, "subnet-", "Subnet", "subnet"),
        (CaptureSourceKind.NetworkInterface, "eni-", "NetworkInterface", "network-interface"),
        (CaptureSourceKind.TransitGatewayAttachment, "tgw-attach-", "TransitGatewayAttachment", "transit-gateway-attachment"),
        (CaptureSourceKind.TransitGateway, "tgw-", "TransitGateway", "transit-gateway"),
        (CaptureSourceKind.RegionalNatGateway, "nat-", "RegionalNatGateway", "natgateway"),
    ];

    CaptureSource(string resourceType, string resourceId, string name)
    {
        ResourceType = resourceType;
        ResourceId = resourceId;
        Name = name;
    }

    /// <summary>The <c>ResourceType</c> of the flow log in CloudFormation.</summary>
    public string ResourceType { get; private init; }

    /// <summary>The <c>ResourceId</c> of the flow log in CloudFormation.</summary>
    public string ResourceId { get; }

    /// <summary>Name of the monitored resource in construct ids, and therefore in logical ids: the construct's id, or the resource's id.</summary>
    public string Name { get; private init; }

    /// <summary>Record kind of the resource's flow logs: VPC or transit gateway.</summary>
    public RecordKinds RecordKind => ResourceType.StartsWith("TransitGateway", StringComparison.Ordinal) ? RecordKinds.TransitGateway : RecordKinds.Vpc;

    /// <summary>Returns a source for every network interface of a VPC.</summary>
    public static CaptureSource Vpc(IVpc vpc)
    {
        ArgumentNullException.ThrowIfNull(vpc);
        return new CaptureSource("VPC", vpc.VpcId, vpc.Node.Id);
    }

    /// <summary>Returns a source for every network interface of a subnet.</summary>
    public static CaptureSource Subnet(ISubnet subnet)
    {
        ArgumentNullException.ThrowIfNull(subnet);
        return new CaptureSource("Subnet", subnet.SubnetId, subnet.Node.Id);
    }

    /// <summary>Returns a source for one network interface.</summary>
    public static CaptureSource NetworkInterface(CfnNetworkInterface networkInterface) => Of("NetworkInterface", networkInterface);

    /// <summary>Returns a source for a transit gateway.</summary>
    public static CaptureSource TransitGateway(CfnTransitGateway transitGateway) => Of("TransitGateway", transitGateway);

    /// <summary>Returns a source for one attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayAttachment attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>Returns a source for one VPC attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayVpcAttachment attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>Returns a source for one peering attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayPeeringAttachment attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>Returns a source for one Connect attachment of a transit gateway.</summary>
    public static CaptureSource TransitGatewayAttachment(CfnTransitGatewayConnect attachment) => Of("TransitGatewayAttachment", attachment);

    /// <summary>Returns a source for a NAT gateway with regional availability. For a zonal NAT gateway, use its network interface.</summary>
    public static CaptureSource RegionalNatGateway(CfnNatGateway natGateway) => Of("RegionalNatGateway", natGateway);

    /// <summary>
    /// Returns a source for an existing resource. The id determines its kind: <c>vpc-…</c>, <c>subnet-…</c>, <c>eni-…</c>, <c>tgw-…</c>,
    /// <c>tgw-attach-…</c> or <c>nat-…</c> (regional).
    /// </summary>
    /// <param name="resourceId">The id, or the placeholder value that a CDK lookup returns before it has run.</param>
    /// <remarks>
    /// A source from an id and a source from a construct have different logical ids. EC2 doesn't allow a second flow log of the same resource
    /// with the same settings, so keep the name when you change from one to the other: <c>CaptureSource.Vpc(vpc).Named("vpc-0a1b2c3d4e5f67890")</c>.
    /// </remarks>
    /// <exception cref="ArgumentException">The id is a token, or the id of a resource that can't have flow logs.</exception>
    public static CaptureSource FromId(string resourceId)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        if (LookupValue.IsPlaceholder(resourceId))
            return new CaptureSource(KindOfPlaceholder(resourceId), resourceId, resourceId) { IsPlaceholder = true };
        if (!LookupValue.IsKnown(resourceId))
            throw new ArgumentException("The id of the source is known only after deployment, so that its kind is not known. Pass the kind, as in "
                + "CaptureSource.FromId(CaptureSourceKind.TransitGateway, id), or the construct, as in CaptureSource.Vpc(vpc).", nameof(resourceId));
        foreach (var (_, prefix, type, _) in Kinds)
        {
            if (HasDigitsAfter(resourceId, prefix))
                return new CaptureSource(type, resourceId, resourceId);
        }

        throw new ArgumentException($"'{resourceId}' is not the id of a resource that can have flow logs. Use a vpc-, subnet-, eni-, tgw-, tgw-attach- or "
            + "nat- id with 8 to 17 hexadecimal digits, as in 'vpc-0a1b2c3d4e5f67890'.", nameof(resourceId));
    }

    /// <summary>
    /// Returns a source for an existing resource whose id may be known only after deployment, such as an export, a parameter or an SSM value.
    /// </summary>
    /// <param name="kind">Kind of the resource.</param>
    /// <param name="resourceId">
    /// The id. If it isn't known during synthesis, the source's name is its kind; rename a second one of the same kind with <see cref="Named"/>.
    /// </param>
    /// <exception cref="ArgumentException">The id belongs to another kind of resource.</exception>
    public static CaptureSource FromId(CaptureSourceKind kind, string resourceId)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        var (_, prefix, type, _) = Kinds.Single(known => known.Kind == kind);
        if (LookupValue.IsKnown(resourceId) && !HasDigitsAfter(resourceId, prefix))
            throw new ArgumentException($"'{resourceId}' is not the id of a source of the kind {kind}. Use an id that starts with '{prefix}' and ends with 8 "
                + "to 17 hexadecimal digits, or another kind.", nameof(resourceId));
        return new CaptureSource(type, resourceId, LookupValue.IsKnown(resourceId) ? resourceId : kind.ToString());
    }

    /// <summary>Returns the same source with another name in construct ids, for two constructs that share an id.</summary>
    public CaptureSource Named(string name) => this with { Name = name };

    /// <summary>Whether the id is a placeholder value that CDK replaces after a lookup; the kind is then an assumption.</summary>
    internal bool IsPlaceholder { get; private init; }

    /// <summary>Returns the ARN of the resource, in the account and Region of a stack.</summary>
    internal string ArnIn(Stack stack) => stack.FormatArn(new ArnComponents
    {
        Service = "ec2",
        Resource = Array.Find(Kinds, known => known.ResourceType == ResourceType).ArnResource,
        ResourceName = ResourceId,
    });

    /// <summary>Returns a placeholder as a resource with the given record kind, and any other source unchanged.</summary>
    internal CaptureSource As(RecordKinds records) => !IsPlaceholder || records == RecordKind
        ? this
        : this with { ResourceType = records is RecordKinds.TransitGateway ? "TransitGateway" : "VPC" };

    /// <summary>
    /// Returns the id for comparisons with other sources, or null for a placeholder, because two different resources can have the same one.
    /// </summary>
    internal string? Identity(Construct scope) => LookupValue.IsPlaceholder(ResourceId)
        ? null
        : Token.IsUnresolved(ResourceId) ? JsonSerializer.Serialize(Places.StackOf(scope).Resolve(ResourceId)) : ResourceId;

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

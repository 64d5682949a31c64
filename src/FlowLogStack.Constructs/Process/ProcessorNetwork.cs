using System.Text.RegularExpressions;
using Amazon.CDK.AWS.EC2;

namespace FlowLogStack.Process;

/// <summary>Subnets and security groups of a processor function inside a VPC.</summary>
/// <remarks>
/// The function then reaches AWS services and its HTTPS endpoint from these subnets only: through VPC endpoints, a NAT gateway or a transit gateway.
/// <see cref="FlowLogProcessor.RequiredEndpoints"/> lists the services.
/// </remarks>
public sealed partial record ProcessorNetwork
{
    const int MostSubnets = 16;
    const int MostGroups = 5;

    ProcessorNetwork(string vpcId, IReadOnlyList<string> subnetIds, IReadOnlyList<string> securityGroupIds)
    {
        VpcId = vpcId;
        SubnetIds = subnetIds;
        SecurityGroupIds = securityGroupIds;
        if (subnetIds.Count is 0 or > MostSubnets)
            throw new ArgumentException($"The processor's network has {subnetIds.Count} subnets, and Lambda requires 1 to {MostSubnets}. Set private subnets, "
                + "of two Availability Zones or more.");
        if (securityGroupIds.Count > MostGroups)
            throw new ArgumentException($"The processor's network has {securityGroupIds.Count} security groups, and Lambda allows {MostGroups}. Set fewer.");
        EnsureId(vpcId, "vpc");
        foreach (var id in subnetIds)
            EnsureId(id, "subnet");
        foreach (var id in securityGroupIds)
            EnsureId(id, "sg");
        if (subnetIds.Where(LookupValue.IsKnown).GroupBy(id => id).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The processor's network has the subnet '{twice.Key}' twice. Set it once.");
    }

    /// <summary>Id of the VPC.</summary>
    public string VpcId { get; }

    /// <summary>Ids of the subnets, 1 to 16.</summary>
    public IReadOnlyList<string> SubnetIds { get; }

    /// <summary>Ids of the security groups, at most 5. Empty: the processor creates one that allows outgoing TCP connections to port 443 only.</summary>
    public IReadOnlyList<string> SecurityGroupIds { get; }

    /// <summary>Returns the network of a VPC.</summary>
    /// <param name="vpc">The VPC.</param>
    /// <param name="subnets">Selection of subnets. Default: null (private subnets with a route to the internet; if there are none, isolated subnets).</param>
    /// <param name="securityGroups">Security groups, at most 5. Default: none (creates one).</param>
    /// <exception cref="ArgumentException">The VPC has neither private nor isolated subnets. Lambda has no internet access from public subnets.</exception>
    public static ProcessorNetwork In(IVpc vpc, ISubnetSelection? subnets = null, params IReadOnlyList<ISecurityGroup> securityGroups)
    {
        ArgumentNullException.ThrowIfNull(vpc);
        ArgumentNullException.ThrowIfNull(securityGroups);
        string[] ids = subnets is not null
            ? vpc.SelectSubnets(subnets).SubnetIds
            : [.. (vpc.PrivateSubnets.Length > 0 ? vpc.PrivateSubnets : vpc.IsolatedSubnets).Select(subnet => subnet.SubnetId)];
        if (ids.Length == 0)
            throw new ArgumentException($"The VPC '{vpc.Node.Path}' has no private or isolated subnet, and a function in a public subnet reaches neither the "
                + "internet nor AWS services. Use a VPC with private subnets, or select subnets.");
        return new(vpc.VpcId, ids, [.. securityGroups.Select(group => group.SecurityGroupId)]);
    }

    /// <summary>Returns the network of existing subnets.</summary>
    /// <param name="vpcId">Id of the VPC, <c>vpc-…</c>.</param>
    /// <param name="subnetIds">Ids of private subnets, 1 to 16, <c>subnet-…</c>.</param>
    /// <param name="securityGroupIds">Ids of security groups, at most 5, <c>sg-…</c>. Default: null (creates one).</param>
    /// <exception cref="ArgumentException">An id isn't valid, or their number.</exception>
    public static ProcessorNetwork FromIds(string vpcId, IReadOnlyList<string> subnetIds, IReadOnlyList<string>? securityGroupIds = null)
    {
        ArgumentNullException.ThrowIfNull(vpcId);
        ArgumentNullException.ThrowIfNull(subnetIds);
        return new(vpcId, subnetIds, securityGroupIds ?? []);
    }

    static void EnsureId(string id, string kind)
    {
        if (LookupValue.IsKnown(id) && !(Id().Match(id) is { Success: true } match && match.Groups["kind"].Value == kind))
            throw new ArgumentException($"'{id}' in the processor's network is not the id of "
                + $"a {kind switch { "sg" => "security group", "vpc" => "VPC", _ => kind }}. Use '{kind}-' and 8 to 17 hexadecimal digits, as in "
                + $"'{kind}-0a1b2c3d4e5f67890'.");
    }

    [GeneratedRegex("^(?<kind>vpc|subnet|sg)-[0-9a-f]{8,17}$")]
    private static partial Regex Id();
}

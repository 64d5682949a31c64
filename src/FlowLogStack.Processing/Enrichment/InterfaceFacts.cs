using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Attributes of a network interface from EC2, as the outputs require them.</summary>
sealed class InterfaceFacts
{
    readonly FlowAddress[] addresses;
    readonly NetworkList prefixes;

    public InterfaceFacts(string interfaceId, string subnetId, string vpcId, IEnumerable<string> securityGroupIds, IEnumerable<FlowAddress> addresses,
        NetworkList prefixes)
    {
        this.prefixes = prefixes;
        InterfaceId = interfaceId;
        SubnetId = subnetId;
        this.addresses = [.. addresses];
        SecurityGroupIds = [.. securityGroupIds];
        SecurityGroupIdsJson = Encoding.UTF8.GetBytes($"[{string.Join(',', SecurityGroupIds.Select(id => Encoding.UTF8.GetString(JsonText.Quote(id))))}]");
        SubnetIdJson = JsonText.Quote(subnetId);
        VpcIdJson = JsonText.Quote(vpcId);
    }

    /// <summary>Id of the interface.</summary>
    public string InterfaceId { get; }

    /// <summary>Addresses of the interface: primary, secondary and IPv6.</summary>
    public IReadOnlyList<FlowAddress> Addresses => addresses;

    /// <summary>Id of the subnet.</summary>
    public string SubnetId { get; }

    /// <summary>Ids of the security groups.</summary>
    public IReadOnlyList<string> SecurityGroupIds { get; }

    /// <summary>Ids of the security groups as a JSON array.</summary>
    public ReadOnlyMemory<byte> SecurityGroupIdsJson { get; }

    /// <summary>Id of the subnet as a JSON string.</summary>
    public ReadOnlyMemory<byte> SubnetIdJson { get; }

    /// <summary>Id of the VPC as a JSON string.</summary>
    public ReadOnlyMemory<byte> VpcIdJson { get; }

    /// <summary>Returns whether the interface owns the address: primary, secondary, IPv6, or in a prefix delegated to the interface.</summary>
    public bool Owns(FlowAddress address) => addresses.AsSpan().Contains(address) || prefixes.Contains(address);

    /// <summary>Returns whether the address may lie in the interface's subnet: its first 16 bits (IPv4) or 44 bits (IPv6) are the same.</summary>
    public bool MayNeighbour(FlowAddress address)
    {
        foreach (var own in addresses)
        {
            if (own.IsIPv4 != address.IsIPv4)
                continue;
            if (own.IsIPv4 ? own.High == address.High && own.Low >> 16 == address.Low >> 16 : own.High >> 20 == address.High >> 20)
                return true;
        }

        return false;
    }
}

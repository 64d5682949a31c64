using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>What EC2 knows of a network interface, as the outputs need it.</summary>
sealed class InterfaceFacts
{
    readonly FlowAddress[] addresses;
    readonly NetworkList prefixes;

    public InterfaceFacts(string interfaceId, string subnetId, string vpcId, IEnumerable<string> securityGroupIds, IEnumerable<FlowAddress> addresses, NetworkList prefixes)
    {
        this.prefixes = prefixes;
        InterfaceId = interfaceId;
        SubnetId = subnetId;
        this.addresses = [.. addresses];
        SecurityGroupIdsJson = Encoding.UTF8.GetBytes($"[{string.Join(',', securityGroupIds.Select(id => Encoding.UTF8.GetString(JsonText.Quote(id))))}]");
        SubnetIdJson = JsonText.Quote(subnetId);
        VpcIdJson = JsonText.Quote(vpcId);
    }

    /// <summary>The interface.</summary>
    public string InterfaceId { get; }

    /// <summary>Its own addresses: primary, secondary and IPv6.</summary>
    public IReadOnlyList<FlowAddress> Addresses => addresses;

    /// <summary>The subnet.</summary>
    public string SubnetId { get; }

    /// <summary>The security groups as a JSON array.</summary>
    public ReadOnlyMemory<byte> SecurityGroupIdsJson { get; }

    /// <summary>The subnet as a JSON string.</summary>
    public ReadOnlyMemory<byte> SubnetIdJson { get; }

    /// <summary>The VPC as a JSON string.</summary>
    public ReadOnlyMemory<byte> VpcIdJson { get; }

    /// <summary>Whether the address is one of the interface's own: primary, secondary or IPv6, or of a prefix delegated to it.</summary>
    public bool Owns(FlowAddress address) => addresses.AsSpan().Contains(address) || prefixes.Contains(address);

    /// <summary>Whether the address may lie in the interface's subnet, which shares at least its first 16 bits (IPv4) or 44 bits (IPv6).</summary>
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

namespace FlowLogStack.Processor.Tests;

/// <summary>A network interface that the pretended EC2 knows.</summary>
sealed record LoopbackInterface(string Id, string Subnet, string Vpc, IReadOnlyList<string> Groups, IReadOnlyList<string> Addresses)
{
    public string ToXml()
    {
        var v4 = Addresses.Where(address => !address.Contains(':', StringComparison.Ordinal)).ToList();
        var v6 = Addresses.Where(address => address.Contains(':', StringComparison.Ordinal) && !address.Contains('/', StringComparison.Ordinal));
        var prefixes = Addresses.Where(address => address.Contains('/', StringComparison.Ordinal));
        return $"""
            <item><networkInterfaceId>{Id}</networkInterfaceId><subnetId>{Subnet}</subnetId><vpcId>{Vpc}</vpcId>
            {(v4.Count > 0 ? $"<privateIpAddress>{v4[0]}</privateIpAddress>" : "")}
            <groupSet>{string.Concat(Groups.Select(group => $"<item><groupId>{group}</groupId></item>"))}</groupSet>
            <privateIpAddressesSet>{string.Concat(v4.Select(address => $"<item><privateIpAddress>{address}</privateIpAddress></item>"))}</privateIpAddressesSet>
            <ipv6AddressesSet>{string.Concat(v6.Select(address => $"<item><ipv6Address>{address}</ipv6Address></item>"))}</ipv6AddressesSet>
            <ipv6PrefixSet>{string.Concat(prefixes.Select(prefix => $"<item><ipv6Prefix>{prefix}</ipv6Prefix></item>"))}</ipv6PrefixSet></item>
            """;
    }
}

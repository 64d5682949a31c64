using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The addresses of a monitored network: the private ranges, and its other internal ranges.</summary>
/// <param name="network">The network.</param>
sealed class MonitoredAddresses(MonitoredNetwork network)
{
    readonly AddressRange[] ranges = [.. MonitoredNetwork.PrivateRanges.Concat(network.InternalRanges).Select(RangeOf)];

    /// <summary>Whether an address is one of the network.</summary>
    internal bool Contains(FlowAddress address) => Array.Exists(ranges, range => range.Contains(address));

    static AddressRange RangeOf(string block) => AddressRange.TryParse(block, out var range)
        ? range
        : throw new FormatException($"'{block}' is not a CIDR block. Use an address and a prefix length, such as 203.0.113.0/24.");
}

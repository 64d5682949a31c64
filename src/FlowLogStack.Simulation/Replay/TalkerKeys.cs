using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The source, destination and service of a record. Missing ones are null.</summary>
readonly record struct TalkerKeys(UInt128? Source, UInt128? Destination, UInt128? Service)
{
    const int Icmp = 1;
    const int Tcp = 6;
    const int Udp = 17;
    const int Icmp6 = 58;
    const int PortBits = 16;

    /// <summary>Returns the keys of a record.</summary>
    internal static TalkerKeys Of(FlowRecord record) => new(
        record.TryGetAddress(FlowField.SrcAddr, out var source) ? KeyOf(source) : null,
        record.TryGetAddress(FlowField.DstAddr, out var destination) ? KeyOf(destination) : null,
        !record.TryGetInt32(FlowField.Protocol, out var protocol) ? null
        : protocol is Tcp or Udp && record.TryGetInt32(FlowField.DstPort, out var port)
        ? ((UInt128)protocol << PortBits) | (uint)ServiceSide.PortOf(record, protocol, port)
        : (UInt128)protocol << PortBits);

    /// <summary>Returns the address of a key.</summary>
    internal static string AddressOf(UInt128 key) => new FlowAddress((ulong)(key >> 64), (ulong)key).ToString();

    /// <summary>Returns the protocol and port of a key.</summary>
    internal static string ServiceOf(UInt128 key)
    {
        var port = (int)(key & ((1 << PortBits) - 1));
        return ServiceText((int)(key >> PortBits), port, port);
    }

    /// <summary>Returns a protocol with its ports as text: <c>tcp/443</c>, <c>udp/1000-2000</c> or <c>icmp</c>.</summary>
    internal static string ServiceText(int protocol, int from, int to)
    {
        var ports = from == to ? string.Create(CultureInfo.InvariantCulture, $"{from}") : string.Create(CultureInfo.InvariantCulture, $"{from}-{to}");
        return protocol switch
        {
            Icmp => "icmp",
            Icmp6 => "icmpv6",
            Tcp => $"tcp/{ports}",
            Udp => $"udp/{ports}",
            _ => protocol.ToString(CultureInfo.InvariantCulture),
        };
    }

    static UInt128 KeyOf(FlowAddress address) => new(address.High, address.Low);
}

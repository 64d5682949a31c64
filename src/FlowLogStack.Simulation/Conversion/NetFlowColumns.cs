using System.Collections.Frozen;

namespace FlowLogStack.Simulation;

/// <summary>The names that columns have: those of <c>nfdump -o csv</c>, of IPFIX information elements, of nProbe templates, and of flow log fields.</summary>
static class NetFlowColumns
{
    // Without case, blanks, hyphens, underscores and dots.
    static readonly FrozenDictionary<string, NetFlowColumn> Names = new (NetFlowColumn Column, string[] Names)[]
    {
        (NetFlowColumn.Start,
            ["ts", "start", "firstseen", "starttime", "flowstart", "flowstartseconds", "flowstartmilliseconds", "flowstartmicroseconds",
                "flowstartnanoseconds"]),
        (NetFlowColumn.End,
            ["te", "end", "lastseen", "endtime", "flowend", "flowendseconds", "flowendmilliseconds", "flowendmicroseconds", "flowendnanoseconds"]),
        (NetFlowColumn.Duration, ["td", "duration", "flowduration", "flowdurationmilliseconds"]),
        (NetFlowColumn.Source, ["sa", "srcaddr", "srcip", "sourceip", "sourceaddress", "sourceipv4address", "sourceipv6address", "ipv4srcaddr", "ipv6srcaddr"]),
        (NetFlowColumn.Destination,
            ["da", "dstaddr", "dstip", "destinationip", "destinationaddress", "destinationipv4address", "destinationipv6address", "ipv4dstaddr",
                "ipv6dstaddr"]),
        (NetFlowColumn.SourcePort, ["sp", "srcport", "sourceport", "sourcetransportport", "l4srcport"]),
        (NetFlowColumn.DestinationPort, ["dp", "dstport", "destinationport", "destinationtransportport", "l4dstport"]),
        (NetFlowColumn.Protocol, ["pr", "proto", "protocol", "protocolidentifier"]),
        (NetFlowColumn.Packets, ["ipkt", "packets", "inpkts", "packetdeltacount", "packettotalcount"]),
        (NetFlowColumn.Bytes, ["ibyt", "bytes", "inbytes", "octetdeltacount", "octettotalcount"]),
        (NetFlowColumn.Flags, ["flg", "flags", "tcpflags", "tcpcontrolbits", "clienttcpflags"]),
        (NetFlowColumn.ReversePackets, ["opkt", "outpkts", "reversepacketdeltacount", "reversepackettotalcount"]),
        (NetFlowColumn.ReverseBytes, ["obyt", "outbytes", "reverseoctetdeltacount", "reverseoctettotalcount"]),
        (NetFlowColumn.ReverseFlags, ["reversetcpcontrolbits", "servertcpflags"]),
        (NetFlowColumn.ForwardingStatus, ["fwd", "forwardingstatus"]),
        (NetFlowColumn.FirewallEvent, ["firewallevent"]),
        (NetFlowColumn.Action, ["action"]),
        (NetFlowColumn.DetailedLabel, ["detailedlabel", "attack"]),
        (NetFlowColumn.Label, ["label"]),
    }.SelectMany(entry => entry.Names.Select(name => (name, entry.Column)))
        .ToFrozenDictionary(entry => entry.name, entry => entry.Column, StringComparer.Ordinal);

    /// <summary>The column of a name.</summary>
    internal static bool TryGet(string name, out NetFlowColumn column) => Names.TryGetValue(Plain(name), out column);

    /// <summary>How many milliseconds one unit of the column's numbers has; null where the size of the number decides.</summary>
    internal static double? UnitOf(string name)
    {
        var plain = Plain(name);
        return plain.EndsWith("milliseconds", StringComparison.Ordinal) ? 1
            : plain.EndsWith("microseconds", StringComparison.Ordinal) ? 1e-3
            : plain.EndsWith("nanoseconds", StringComparison.Ordinal) ? 1e-6
            : plain.EndsWith("seconds", StringComparison.Ordinal) ? 1e3
            : null;
    }

    static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}

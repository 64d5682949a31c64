using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Logs Insights queries for traffic that deserves a look once a day, and no alarm. None of them was tested on independent data.</summary>
static class ThreatQuestions
{
    const string Topic = "Threats";

    // Stratum has no port of its own; these are the ones that pools offer most often.
    internal static readonly long[] PoolPorts = [3333, 4444, 5555, 7777, 9999, 14433, 14444, 45560, 45700];
    internal static readonly long[] RelayPorts = [9001, 9030];
    internal static readonly long[] AdministrationPorts = [22, 135, 445, 3389, 5985, 5986];

    // DNS, NTP, portmapper, SNMP, CLDAP, SSDP, memcached.
    internal static readonly long[] AmplifierPorts = [53, 111, 123, 161, 389, 1900, 11211];

    internal static ImmutableArray<InsightsQuestion> All { get; } =
    [
        new("MiningPools", Topic, "Hosts that stay connected to ports of mining pools", "Internal hosts with accepted traffic to an external port that mining "
            + "pools use, in three or more periods of ten minutes. Pools on port 443 are not found. Untested on independent data.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action, FlowField.Bytes],
            (query, options) =>
            [
                query.Leaving(options),
                query.Filter(FlowField.Protocol.Is(6), FlowField.Action.Is("ACCEPT"), FlowField.DstPort.IsOneOf(PoolPorts)),
                $"stats count_distinct(bin(10m)) as periods, {query.Sum(FlowField.Bytes, "bytesTransferred")} "
                    + $"by {query.Names(FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort)}",
                "filter periods >= 3",
                "sort periods desc, bytesTransferred desc",
                "limit 50",
            ]),
        new("TorRelays", Topic, "Hosts that connect to ports of Tor relays", "Internal hosts with accepted traffic to external ports 9001 and 9030. Relays "
            + "and bridges on port 443 are not found. Untested on independent data.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action, FlowField.Bytes],
            (query, options) =>
            [
                query.Leaving(options),
                query.Filter(FlowField.Protocol.Is(6), FlowField.Action.Is("ACCEPT"), FlowField.DstPort.IsOneOf(RelayPorts)),
                $"stats count_distinct({query.Name(FlowField.DstAddr)}) as relays, count(*) as records, "
                    + $"{query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.SrcAddr)}",
                "sort relays desc, records desc",
                "limit 50",
            ]),
        new("AdministrationPairs",
            Topic, "Newest internal pairs on administrators' ports", "Pairs of internal hosts with accepted traffic to ports 22, 135, 445, 3389, 5985 and "
                + "5986, the pair that appeared last first. Run it over several days. Untested on independent data.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Action],
            (query, options) =>
            [
                $"filter {query.IsInside(FlowField.SrcAddr, options)} and {query.IsInside(FlowField.DstAddr, options)}",
                query.Filter(FlowField.Protocol.Is(6), FlowField.Action.Is("ACCEPT"), FlowField.DstPort.IsOneOf(AdministrationPorts)),
                $"stats min({query.Name(FlowField.Start)}) as firstSeen, count(*) as records "
                    + $"by {query.Names(FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort)}",
                "sort firstSeen desc, records desc",
                "limit 100",
            ]),
        new("Amplifiers", Topic, "Hosts that answer the outside as amplifiers do", "Internal hosts with accepted UDP from port 53 (DNS), 111, 123 (NTP), 161, "
            + "389 (LDAP), 1900 or 11211 to external addresses, by bytes. Untested on independent data.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.SrcPort, FlowField.Protocol, FlowField.Action, FlowField.Packets, FlowField.Bytes],
            (query, options) =>
            [
                query.Leaving(options),
                query.Filter(FlowField.Protocol.Is(17), FlowField.Action.Is("ACCEPT"), FlowField.SrcPort.IsOneOf(AmplifierPorts)),
                $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")}, {query.Sum(FlowField.Packets, "packetsTransferred")}, "
                    + $"count_distinct({query.Name(FlowField.DstAddr)}) as targets by {query.Names(FlowField.SrcAddr, FlowField.SrcPort)}",
                "sort bytesTransferred desc",
                "limit 50",
            ]),
        new("RegionsInUse",
            Topic, "Regions by their first traffic", "The AWS Regions of the records, the one whose first record is newest first: traffic in a Region that "
                + "was never used. Run it over several days. Untested on independent data.",
            [FlowField.Start, FlowField.Region, FlowField.Bytes],
            (query, _) =>
            [
                query.Filter(FlowField.Region.IsNot("-")),
                $"stats min({query.Name(FlowField.Start)}) as firstSeen, count(*) as "
                    + $"records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.Region)}",
                "sort firstSeen desc",
                "limit 50",
            ]),
    ];
}

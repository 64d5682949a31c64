using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Logs Insights queries for the direction of traffic, and for egress.</summary>
static class DirectionQuestions
{
    const string Direction = "Traffic direction";
    const string Egress = "Egress";

    // Numbered as in the documentation of the field.
    static readonly string[] Paths =
    [
        "same VPC", "internet gateway or gateway endpoint", "virtual private gateway", "peering in the region", "peering between regions",
        "local or wavelength zone", "gateway endpoint", "internet gateway",
    ];

    internal static ImmutableArray<InsightsQuestion> All { get; } =
    [
        new("ByDirection", Direction, "Traffic into and out of network interfaces", "Records and bytes in each direction, as seen from the interfaces.",
            [FlowField.FlowDirection, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.FlowDirection.IsNot("-")),
                $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.FlowDirection)}",
                    "sort bytesTransferred desc"]),
        new("ByNetworks", Direction, "Inbound, outbound and internal traffic", "Records and bytes of inbound, outbound, internal and external traffic, "
            + "by addresses.", [FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            (query, options) => [query.Filter(FlowField.SrcAddr.IsNot("-")),
                Told(query, options), $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by direction",
                    "sort bytesTransferred desc"]),
        new("NetworksOverTime", Direction, "Inbound, outbound and internal bytes over time", "Bytes of each direction in every five minutes, by addresses.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            (query, options) => [query.Filter(FlowField.SrcAddr.IsNot("-")),
                Told(query, options), $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")} by bin(5m) as t, direction", "sort t, direction"]),
        new("ByPath", Direction, "Ways out of network interfaces", "Bytes of egress traffic by gateway and peering.", [FlowField.TrafficPath, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.TrafficPath.IsAtLeast(1)), $"fields {Path(query)} as path",
                $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by path", "sort bytesTransferred desc"]),
        new("ServicesReached", Direction, "AWS services reached", "Bytes sent to each AWS service.", [FlowField.PktDstAwsService, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.PktDstAwsService.IsNot("-")),
                $"stats count(*) as records, {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.PktDstAwsService)}",
                    "sort bytesTransferred desc", "limit 20"]),
        new("EgressTotal", Egress, "Bytes that leave the internal networks", "Bytes from internal to external addresses in every hour.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            (query, options) =>
                [query.Leaving(options), $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")}, count_distinct({query.Name(FlowField.DstAddr)}) as "
                    + "destinations by bin(1h) as t", "sort t"]),
        new("EgressBySource", Egress, "Top 20 hosts by bytes to external addresses", "Internal hosts that send the most bytes to external addresses.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            (query, options) =>
                [query.Leaving(options), $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")}, count_distinct({query.Name(FlowField.DstAddr)}) as "
                    + $"destinations by {query.Name(FlowField.SrcAddr)}", "sort bytesTransferred desc", "limit 20"]),
        new("EgressByDestination", Egress, "Top 20 external destinations by bytes", "External destinations that receive the most bytes.",
            [FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes],
            (query, options) =>
                [query.Leaving(options), $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.DstAddr)}",
                    "sort bytesTransferred desc", "limit 20"]),
        new("Beacons", Egress, "Regular small connections to the outside", "Which hosts call one port outside in most periods of ten minutes, with few bytes "
            + "each time: command channels, and timers.", [FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort, FlowField.Action, FlowField.Bytes],
            (query, options) =>
                [query.Leaving(options),
                    query.Filter(FlowField.Action.Is("ACCEPT")), $"stats count(*) as records, sum({query.Name(FlowField.Bytes)}) as inPeriod "
                        + $"by {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}, {query.Name(FlowField.DstPort)}, bin(10m) as period",
                        $"stats count(*) as periods, avg(inPeriod) as bytesInPeriod "
                            + $"by {query.Name(FlowField.SrcAddr)}, {query.Name(FlowField.DstAddr)}, {query.Name(FlowField.DstPort)}",
                            "filter periods >= 6 and bytesInPeriod <= 20000", "sort periods desc, bytesInPeriod asc", "limit 50"]),
        new("EgressToInternet",
            Egress, "Top 20 destinations through internet gateways by bytes", "Destinations that receive the most bytes through internet gateways, which AWS "
                + "bills by volume.", [FlowField.TrafficPath, FlowField.PktDstAddr, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.TrafficPath.Is(8)),
                $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.PktDstAddr)}", "sort bytesTransferred desc", "limit 20"]),
        new("EgressBetweenRegions",
            Egress, "Top 20 destinations in other regions by bytes", "Destinations that receive the most bytes through peerings between regions, which AWS "
                + "bills by volume.", [FlowField.TrafficPath, FlowField.PktDstAddr, FlowField.Bytes],
            (query, _) => [query.Filter(FlowField.TrafficPath.Is(5)),
                $"stats {query.Sum(FlowField.Bytes, "bytesTransferred")} by {query.Name(FlowField.PktDstAddr)}", "sort bytesTransferred desc", "limit 20"]),
    ];

    static string Told(InsightsQuery query, InsightsQuestionOptions options)
    {
        var (fromInside, toInside) = (query.IsInside(FlowField.SrcAddr, options), query.IsInside(FlowField.DstAddr, options));
        return $"fields case({fromInside} and {toInside}, \"internal\", {fromInside}, \"outbound\", {toInside}, \"inbound\", \"external\") as direction";
    }

    static string Path(InsightsQuery query)
    {
        var name = query.Name(FlowField.TrafficPath);
        return $"case({string.Join(", ", Paths.Select((path, index) => $"{name} = {index + 1}, \"{path}\""))}, {name})";
    }
}

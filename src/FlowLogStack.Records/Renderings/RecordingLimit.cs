using System.Collections.Immutable;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Something that flow logs don't record, and what it limits.</summary>
/// <param name="Id">A short name.</param>
/// <param name="Title">What is not recorded, as a heading.</param>
/// <param name="Text">What this means and what records it, in sentences.</param>
/// <param name="Detections">The ids of the detections that it limits.</param>
/// <param name="Queries">The ids of the queries that it limits.</param>
public sealed record RecordingLimit(string Id, string Title, string Text, ImmutableArray<string> Detections, ImmutableArray<string> Queries)
{
    /// <summary>The sentence of everything about DNS.</summary>
    public const string AmazonResolver = "Hosts that use the Amazon resolver never appear: flow logs don't record traffic to it.";

    /// <summary>All limits, in the order of the page.</summary>
    public static ImmutableArray<RecordingLimit> All { get; } =
    [
        new("amazon-dns", "DNS through the Amazon resolver",
            "Traffic between instances and the Amazon DNS server (the second address of the VPC's network, 169.254.169.253 and fd00:ec2::253) is not "
                + "recorded. DNS to servers of your own and to public resolvers is. Route 53 Resolver query logs record the names that are looked up.",
            ["DnsOverTcp", "UnapprovedResolver"], ["DnsServers", "DnsOverTcp"]),
        new("dhcp", "DHCP", "DHCP and ARP traffic, and traffic to the reserved address of the VPC's default router, are not recorded.", [], []),
        new("instance-metadata", "Instance metadata and Amazon Time Sync",
            "Traffic to 169.254.169.254 (instance metadata) and 169.254.169.123 (time) is not recorded, so theft of a role's credentials through instance "
                + "metadata does not show. CloudTrail and GuardDuty show the use of such credentials.",
            [], []),
        new("license-activation", "Windows license activation", "Traffic of Windows instances to Amazon's license server is not recorded.", [], []),
        new("mirrored-traffic", "Mirrored traffic", "Of mirrored traffic only the copy that reaches the target is recorded, as traffic of the target, and "
            + "none of the source.", [], []),
        new("endpoint-services", "Between an endpoint and its load balancer", "Traffic between the interface of a VPC endpoint and the interface of its "
            + "Network Load Balancer is not recorded.", [], []),
        new("secondary-addresses", "Secondary addresses",
            "On the interface's own side `srcaddr` and `dstaddr` are its primary private IPv4 address, whichever of its addresses was used. `pkt-srcaddr` and "
                + "`pkt-dstaddr` (version 3) are the packet's own: of secondary addresses, NAT gateways and pods.",
            ["HorizontalScan", "VerticalScan"], ["NatUploads"]),
        new("payload", "Payload",
            "Flow logs have addresses, ports and sums of packets and bytes, and nothing of the content: no names, URLs, certificates or files. Traffic "
                + "mirroring, a proxy or a Network Firewall see content.",
            ["LargeTransfer"], []),
        new("latency-and-loss", "Latency and packet loss",
            "`start` and `end` are the times of the first and last packet in an aggregation interval, so no latency can be derived. Only transit gateway "
                + "records count lost packets, in `packets-lost-no-route`, `packets-lost-blackhole`, `packets-lost-mtu-exceeded` and "
                + "`packets-lost-ttl-expired`.",
            [], []),
        new("aggregation", "Single packets and connections",
            "A record sums the packets of a flow within its aggregation interval: 10 minutes by default, 1 minute if chosen, and always 1 minute or less for "
                + "instances on Nitro. `tcp-flags` are those of all its packets together. A connection has two records, one of each direction, and more "
                + "where it lasts.",
            [], []),
        new("delay", "The last minutes",
            "Records arrive with a delay: about 5 minutes to CloudWatch Logs and 10 minutes to Amazon S3 after the aggregation interval, at best effort. An "
                + "alarm on flow logs is minutes behind the traffic.",
            [], []),
        new("skipped", "Skipped records", "Flow logs don't sample: every flow is recorded. Where AWS has too little capacity, records are skipped, and a "
            + "record with the status `SKIPDATA` replaces them.", ["RecordsLost"], []),
        new("throughput", "No effect on traffic", "Flow logs are collected outside the path of the traffic, so they change neither throughput "
            + "nor latency.", [], []),
    ];

    /// <summary>The anchor of its heading on the page.</summary>
    public string Anchor => new([.. Title.ToLowerInvariant().Select(character => character == ' ' ? '-' : character)
        .Where(character => char.IsAsciiLetterOrDigit(character) || character == '-')]);

    /// <summary>The limits of a detection or query.</summary>
    /// <param name="id">Its id.</param>
    public static IReadOnlyList<RecordingLimit> Of(string id) => [.. All.Where(limit => limit.Detections.Contains(id) || limit.Queries.Contains(id))];

    /// <summary>The page that lists them all.</summary>
    public static string ToMarkdown()
    {
        var page = new StringBuilder("# What flow logs don't record\n\nNo detection, query or dashboard sees what is listed here, whatever the log format.\n");
        foreach (var limit in All)
        {
            page.Append($"\n## {limit.Title}\n\n{limit.Text}\n");
            if (!limit.Detections.IsEmpty)
                page.Append($"\nLimits the detections {string.Join(", ", limit.Detections.Select(id => $"[{id}](detections/{id}.md)"))}.\n");
            if (!limit.Queries.IsEmpty)
                page.Append($"\nLimits the queries {string.Join(", ", limit.Queries.Select(id => $"`{id}`"))}.\n");
        }

        return page.ToString();
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Coverage of a detection: the MITRE ATT&amp;CK techniques it is evidence of, and what it does not find.</summary>
/// <param name="Techniques">Ids of techniques of ATT&amp;CK for Enterprise, such as <c>T1110</c> or <c>T1021.004</c>; empty for faults that are no attack.</param>
/// <param name="Limits">What the detection does not find, as one or more sentences.</param>
public sealed record DetectionCoverage(ImmutableArray<string> Techniques, string Limits)
{
    static readonly FrozenDictionary<string, DetectionCoverage> Known = new (string Id, string Techniques, string Limits)[]
    {
        ("SshRejects", "T1110 T1021.004", "Attempts that are accepted, SSH on other ports, and attempts that a network ACL of another hop rejects."),
        ("RemoteAccessAccepted", "T1133 T1021.001 T1021.004", "Whether a login succeeded and by whom. SSH and RDP on other ports, through a VPN, Session Manager or an allowed source. While the alarm is in ALARM, a second source changes nothing."),
        ("SshManyClients", "T1110", "Brute force from few addresses, or against ports other than SSH."),
        ("DatabaseAccepted", "T1190 T1213", "Databases on other ports, queries within accepted connections, and access from internal addresses."),
        ("CleartextAccepted", "T1040", "Cleartext on other ports. STARTTLS looks the same, because flow logs have no payload."),
        ("PrivateSubnetReached", "T1133 T1190", "Traffic that a NAT gateway, load balancer or VPN translates to internal addresses."),
        ("BlockPublicAccessRejects", "T1190", "Traffic that security groups or network ACLs reject first."),
        ("UnansweredProbes", "T1595.001", "Probes that a host answers, and probes below the threshold, as internet noise is."),
        ("DnsOverTcp", "T1071.004 T1048 T1572", "Tunnels over UDP, over DNS over HTTPS, and through the resolver of the VPC, whose traffic flow logs do not contain."),
        ("UnapprovedResolver", "T1071.004 T1568 T1572", "DNS over HTTPS on port 443, and names that the approved resolvers resolve."),
        ("MailSent", "T1071.003 T1496", "Mail through an allowed relay, a web API or Amazon SES, and few messages."),
        ("UnexpectedProtocol", "T1095 T1572", "Tunnels within TCP, UDP or ICMP, such as WireGuard, SSH and TLS."),
        ("InboundIcmp", "T1498.001", "Floods of TCP or UDP, and slow pings. It entered ALARM on no independent data."),
        ("IcmpBySender", "T1498.001 T1018", "Floods by many senders of few packets each."),
        ("HorizontalScan", "T1046 T1018 T1595.001", "Scans with accepted packets, scans slower than the period, and scans from many sources with few targets each."),
        ("VerticalScan", "T1046 T1595.001", "Scans with accepted packets, scans slower than the period, and scans from many sources with few ports each."),
        ("UnansweredOutbound", "T1046 T1595.001 T1071", "Scans and command channels that are answered, and those below the threshold."),
        ("RejectSurge", "T1498 T1595 T1562.007", "Attacks that rules accept, and a level of rejected traffic that has risen slowly, which the band learns."),
        ("LargeTransfer", "T1048 T1041 T1567", "Transfers in several connections or over several aggregation intervals, and to internal addresses or allowed destinations."),
        ("EgressAnomaly", "T1048 T1041 T1567 T1498", "Transfers within the band, which is wide where traffic is uneven, and slow transfers that the band learns."),
        ("SlowEgress", "T1030 T1041 T1048", "Transfers below the threshold, and to internal addresses or allowed destinations."),
        ("AcceptedSurge", "T1498 T1499", "Attacks with few connections, such as slow or expensive requests."),
        ("UnencryptedTraffic", "T1040 T1557", "Traffic whose encryption AWS does not know, and weak encryption of applications."),
        ("RecordsLost", "", "Records that flow logs never have: traffic to the VPC's resolver and to instance metadata, DHCP and mirrored traffic."),
        ("LogsSilent", "T1562.008", "A flow log that lost one of several monitored resources while others deliver."),
        ("SecurityGroupChanges", "T1562.007", "Changes of prefix lists, groups that an interface has instead of others (SecurityGroupsSwapped), and Regions without a trail."),
        ("FlowLogsDeleted", "T1562.008", "Changes to the destination, such as a deleted log group or bucket, a key or a role; LogsSilent finds those of a log group."),
        ("SecurityGroupsSwapped", "T1562.007", "Groups that an instance is started with, and Regions without a trail."),
        ("NetworkAclChanges", "T1562.007", "Changes of prefix lists, and Regions without a trail."),
        ("RouteTableChanges", "T1599", "Routes that a gateway propagates, routes of transit gateways and prefix lists, and Regions without a trail."),
        ("GatewayChanges", "T1599", "Transit gateways, VPN connections, peering connections and endpoints, and Regions without a trail."),
        ("FlowLogsCreated", "", "Flow logs that AWS services create in accounts of their own, and Regions without a trail."),
    }.ToFrozenDictionary(entry => entry.Id, entry => new DetectionCoverage([.. entry.Techniques.Split(' ', StringSplitOptions.RemoveEmptyEntries)], entry.Limits), StringComparer.Ordinal);

    /// <summary>Coverage of a detection that the catalog does not contain: no technique.</summary>
    internal static DetectionCoverage None { get; } = new([], "");

    /// <summary>Returns the coverage of a built-in detection.</summary>
    internal static DetectionCoverage Of(string id) => Known.GetValueOrDefault(id, None);
}

using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>An attack, and whether flow logs show it.</summary>
/// <param name="Name">Name of the attack.</param>
/// <param name="Techniques">Ids of techniques of MITRE ATT&amp;CK for Enterprise.</param>
/// <param name="Visibility">Whether it is found.</param>
/// <param name="By">Ids of the detections, or titles of the saved queries, that find it.</param>
/// <param name="Remark">Reason or limit, as one sentence.</param>
public sealed record CommonAttack(string Name, ImmutableArray<string> Techniques, AttackVisibility Visibility, ImmutableArray<string> By, string Remark)
{
    /// <summary>Common attacks on networks in AWS, those that are found first.</summary>
    public static IReadOnlyList<CommonAttack> All { get; } =
    [
        Found("port scan by one source, rejected", "T1046 T1595.001", "HorizontalScan, VerticalScan", "Within minutes if it is faster than the threshold."),
        Found("scan or flood of accepted ports that no host answers", "T1595.001", "UnansweredProbes", "Above 100 attempts for each public address in five "
            + "minutes; below, it is internet noise."),
        Found("scan or worm from a compromised host", "T1046 T1018", "UnansweredOutbound, HorizontalScan", "Accepted attempts need tcp-flags and "
            + "flow-direction; rejected ones do not."),
        Found("brute force of SSH, rejected", "T1110", "SshRejects", "The threshold separates it from internet noise."),
        Found("brute force of SSH or RDP, answered", "T1110 T1133", "RemoteAccessAccepted", "6,774 of 6,779 openings on independent data, with the defaults "
            + "of 2026-11-29."),
        Found("brute force of SSH from many addresses", "T1110", "SshManyClients", "From 20 addresses in an hour; a few addresses look like administrators."),
        Found("database that the internet reaches", "T1190", "DatabaseAccepted", "By the answers of the database; recall on independent data is unknown."),
        Found("host in a private subnet that the internet reaches", "T1133 T1190", "PrivateSubnetReached", "Needs the private subnets; tested on generated "
            + "traffic only."),
        Found("service that public access should not reach", "T1190", "BlockPublicAccessRejects", "Needs VPC Block Public Access and reject-reason."),
        Found("passwords read on the path", "T1040", "CleartextAccepted, UnencryptedTraffic", "Shows the exposure, not the reading."),
        Found("copy of much data in one connection", "T1048 T1041", "LargeTransfer, EgressAnomaly", "Recall on independent data is unknown for LargeTransfer."),
        Found("slow copy of data over hours", "T1030 T1048", "SlowEgress", "Above the usual volume of six hours; tested on generated traffic only."),
        Found("flood that leaves a compromised host", "T1498", "EgressAnomaly", "Independent data had four floods."),
        Found("flood of rejected or accepted connections to the network", "T1498 T1499", "RejectSurge, AcceptedSurge", "Above the usual number of flows by "
            + "far; few expensive requests are not found."),
        Found("flood of pings", "T1498.001", "InboundIcmp, IcmpBySender", "Tested on generated traffic only."),
        Found("command channel whose server does not respond", "T1071", "UnansweredOutbound", "6 attempts of one host in a minute."),
        Found("DNS tunnel to an external server", "T1071.004 T1572", "UnapprovedResolver, DnsOverTcp", "Tested on generated traffic only."),
        Found("tunnel in GRE or IP in IP", "T1572", "UnexpectedProtocol", "Tested on generated traffic only."),
        Found("spam from a host", "T1496", "", "Tested on generated traffic only."),
        Found("flow logs deleted or silent", "T1562.008", "FlowLogsDeleted, LogsSilent", "Deletion needs a trail."),
        Found("security group opened, or replaced by an open one", "T1562.007", "SecurityGroupChanges, SecurityGroupsSwapped", "Needs a trail."),
        Found("network ACL opened", "T1562.007", "NetworkAclChanges", "Needs a trail."),
        Found("way to the internet opened by a route or a gateway", "T1599", "RouteTableChanges, GatewayChanges", "Needs a trail."),
        Late("slow brute force of SSH or RDP", "T1110", "Hosts whose SSH or RDP answers many addresses", "Run it over a day."),
        Late("port scan of a few ports an hour", "T1046", "Sources rejected at most ports", "Run it over a day; on independent data it listed 1,006 ports of "
            + "one source first."),
        Late("port scan over a day by one source", "T1046", "Slow port scans", "Rejected TCP only, from 100 ports or hosts in the time range."),
        Late("command channel with regular timing", "T1071 T1573", "Regular small connections to the outside", "Timers look the same."),
        Late("cryptocurrency mining in a pool", "T1496", "Hosts that stay connected to ports of mining pools",
            "Tested on generated traffic only; pools on port 443 are not found."),
        Late("Tor client or relay", "T1090.003", "Hosts that connect to ports of Tor relays",
            "Tested on generated traffic only; relays on port 443 are not found."),
        Late("lateral movement by SSH, RDP, SMB or WinRM", "T1021", "Newest internal pairs on administrators' ports",
            "Tested on generated traffic only; a pair that administrators use too is not new."),
        Late("amplification of NTP, DNS or LDAP by a host", "T1498.002", "Hosts that answer the outside as amplifiers do", "Tested on generated traffic only."),
        Late("use of a Region that was never used", "T1535", "Regions by their first traffic", "Untested on independent data; needs the field region and logs "
            + "of all Regions. With ip-ranges.json, SQL on files has the Regions of destinations too."),
        NotFound("command channel over HTTPS with irregular timing", "T1071.001 T1573", "Looks like web traffic; the destination's name and certificate are "
            + "not in flow logs."),
        NotFound("exploit of a web application, SQL injection", "T1190", "Flow logs have no payload."),
        NotFound("password spraying of a web login", "T1110.003", "Requests within accepted HTTPS connections are not in flow logs."),
        NotFound("login with a stolen key from an allowed address", "T1078", "Flow logs have no users and no result of a login."),
        NotFound("theft of credentials from instance metadata", "T1552.005", "Flow logs do not contain traffic to 169.254.169.254."),
        NotFound("DNS tunnel through the resolver of the VPC", "T1071.004", "Flow logs do not contain traffic to that resolver; use Route 53 Resolver "
            + "query logs."),
        NotFound("copy of data to a bucket of another account", "T1537", "All buckets of a Region share addresses; use CloudTrail data events."),
        NotFound("API calls with stolen credentials", "T1078.004", "They do not cross the VPC; use CloudTrail."),
        NotFound("ransomware on one host", "T1486", "It needs no network."),
    ];

    static CommonAttack Found(string name, string techniques, string by, string remark) =>
        new(name, [.. techniques.Split(' ')], AttackVisibility.Found, [.. by.Split(", ", StringSplitOptions.RemoveEmptyEntries), .. FoundBy(name)], remark);

    static IEnumerable<string> FoundBy(string attack) => BuiltInDetection<Detection>.All.Where(detection => detection.Attribute.Attacks.Contains(attack))
        .Select(detection => detection.Make(MonitoredNetwork.Default).Id)
        .Concat(BuiltInDetection<ChangeDetection>.All.Where(change => change.Attribute.Attacks.Contains(attack))
            .Select(change => change.Make(MonitoredNetwork.Default).Id));

    static CommonAttack Late(string name, string techniques, string by, string remark) =>
        new(name, [.. techniques.Split(' ')], AttackVisibility.FoundLate, [by], remark);

    static CommonAttack NotFound(string name, string techniques, string remark) => new(name, [.. techniques.Split(' ')], AttackVisibility.NotFound, [], remark);
}

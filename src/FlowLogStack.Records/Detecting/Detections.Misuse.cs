namespace FlowLogStack.Records;

// Detections of misuse of internal hosts, and of attacks on them.
public static partial class Detections
{
    /// <summary>Accepted traffic with a protocol other than TCP, UDP, ICMP and ICMPv6.</summary>
    [BuiltIn(120, Scenarios = ["unexpected-protocol"])]
    public static Detection UnexpectedProtocol { get; } = new()
    {
        Id = "UnexpectedProtocol",
        Title = "Unexpected protocol",
        Meaning = "Traffic of a protocol other than TCP, UDP, ICMP or ICMPv6 was accepted.",
        Rationale = "Tunnels such as GRE or IP-in-IP bypass rules on ports.",
        Response = "Look up the protocol's number, and clarify its use with the owners of both hosts.",
        Guidance = new(
            "Identify the protocol and both hosts. Check the hosts' network settings for tunnels.",
            "Monitor the volume, which grows if a tunnel carries data.",
            "Allow only the protocols in use in the security groups, instead of all traffic.",
            "Inform teams to request a VPN or a peering instead of building tunnels."),
        FalsePositives = "VPN appliances (ESP, 50; GRE, 47), clusters (VRRP, 112), SCTP (132) of telephony.",
        Tuning = "Allow the interfaces of VPN appliances.",
        Techniques = ["T1095", "T1572"],
        Limits = "Tunnels within TCP, UDP or ICMP, such as WireGuard, SSH and TLS.",
        Severity = Severity.Low,
        Conditions = [FlowField.Protocol.IsNoneOf(1, 6, 17, 58)],
        Refinements = [Refinement.Accepted],
        Matching = [Sample("a GRE tunnel", (FlowField.Protocol, "47"), (FlowField.SrcPort, "0"), (FlowField.DstPort, "0"))],
        Harmless =
        [
            Sample("a ping over IPv6", (FlowField.Protocol, "58")),
            Sample("a rejected GRE packet", (FlowField.Protocol, "47"), (FlowField.Action, "REJECT")),
            NoData,
        ],
    };

    /// <summary>Rejected connections of one source to many hosts.</summary>
    [BuiltIn(150, Scenarios = ["port-scan-horizontal"])]
    public static Detection HorizontalScan { get; } = new()
    {
        Id = "HorizontalScan",
        Title = "Horizontal port scan",
        Meaning = "Connections of one source to many hosts were rejected within minutes, which indicates a scan for hosts.",
        Rationale = "A scan of addresses precedes an attack. From inside, a worm or an intruder spreads in this way.",
        Response = "Open the Contributor Insights report of the sources: the first one is the scanner.",
        Guidance = new(
            "Identify the source. Internal: isolate the host and keep its disk. External: check whether any host responded.",
            "Monitor accepted connections of the same source.",
            "Deny the source in the network ACL; limit security groups to the ports that are used.",
            "Inform the owners of scanners to announce the times and sources of scans."),
        FalsePositives = "Vulnerability scanners, monitoring that discovers hosts, a rule that was removed by mistake.",
        Tuning = "The threshold doesn't depend on the number of addresses: the busiest source of measured noise at eight public addresses has 147 records in "
            + "five minutes (median), at one address 18. Slower scans: the query 'Slow port scans'.",
        Techniques = ["T1046", "T1018", "T1595.001"],
        Limits = "Scans with accepted packets, scans slower than the period, and scans from many sources with few targets each.",
        Conditions = [Tcp, FlowField.Action.Is("REJECT")],
        Measure = Measure.Targets(FlowField.SrcAddr, FlowField.DstAddr),
        Threshold = 200,
        Period = FiveMinutes,
        EvaluationPeriods = 4,
        Matching = [Sample("one of many attempts", (FlowField.DstPort, "445"), (FlowField.Action, "REJECT"))],
        Harmless = [Sample("an accepted connection", (FlowField.DstPort, "443"))],
    };

    /// <summary>Rejected connections of one source to many ports.</summary>
    [BuiltIn(160, Scenarios = ["port-scan-vertical"])]
    public static Detection VerticalScan { get; } = new()
    {
        Id = "VerticalScan",
        Title = "Vertical port scan",
        Meaning = "Connections of one source to many ports were rejected within minutes, which indicates a scan for services.",
        Rationale = "A host whose ports are scanned one after another is a selected target.",
        Response = "Open the Contributor Insights report of the sources: the first one is the scanner. Check which of its connections were accepted.",
        Guidance = new(
            "Identify source and target, and list the traffic that the target accepted from the source.",
            "Monitor the services that responded.",
            "Deny the source in the network ACL; close services that are not required.",
            "Inform the target's owners which services the scan could detect."),
        FalsePositives = "Vulnerability scanners; peer-to-peer software; a rule that was removed by mistake.",
        Tuning = "The threshold doesn't depend on the number of addresses: in measured noise, no source tried more than 62 ports in five minutes. Slower "
            + "scans: the query 'Slow port scans'.",
        Techniques = ["T1046", "T1595.001"],
        Limits = "Scans with accepted packets, scans slower than the period, and scans from many sources with few ports each.",
        Conditions = [Tcp, FlowField.Action.Is("REJECT")],
        Measure = Measure.Targets(FlowField.SrcAddr, FlowField.DstPort),
        Threshold = 200,
        Period = FiveMinutes,
        EvaluationPeriods = 4,
        Matching = [Sample("one of many attempts", (FlowField.DstPort, "8081"), (FlowField.Action, "REJECT"))],
        Harmless = [Sample("a rejected datagram", (FlowField.Protocol, "17"), (FlowField.Action, "REJECT"))],
    };

    /// <summary>Connections of one host inside that no host answers.</summary>
    [BuiltIn(170)]
    public static Detection UnansweredOutbound { get; } = new()
    {
        Id = "UnansweredOutbound",
        Title = "Connections from inside that no host answers",
        Meaning = "One host of the network opened many connections within minutes that no host answered: a scan, a flood, or malware that calls a server.",
        Rationale = "The default egress rule accepts everything, so scans and floods from inside are never rejected. Malware repeats its calls until a "
            + "server answers.",
        Response = "Open the Contributor Insights report: the first source is the host. List its destinations and ports; isolate it if its owner can't "
            + "explain them.",
        Guidance = new(
            "List destinations and ports. Many destinations and one port are a scan; one destination, call after call, is a command channel or a client of a "
                + "dead server.",
            "Watch whether a destination answers later, and how many bytes it gets then.",
            "Allow in the security group only the egress that the host needs; deny the destinations in the network ACL.",
            "Inform teams to remove clients of servers that no longer exist."),
        FalsePositives = "Health checks and scrapers of targets that are down; peer-to-peer software; vulnerability scanners of your own.",
        Tuning = "Allow single addresses of scanners as sources. Interfaces without an instance (load balancers, NAT gateways, functions) don't count until "
            + "an allow-list is set, which then has to contain them. In two days of measured hosts, the highest value in five minutes was 4.",
        Techniques = ["T1046", "T1595.001", "T1071"],
        Limits = "Scans and command channels that are answered, and those below the threshold.",
        Conditions = [FlowField.FlowDirection.Is("egress"), FlowField.TcpFlags.Is(2), FlowField.Bytes.IsAtMost(MostOpening)],
        UnlessAllowed = [FlowField.InstanceId.IsNot("-")],
        Measure = Measure.LargestCount(FlowField.SrcAddr),
        Threshold = 6,
        EvaluationPeriods = MinutesOfOneEvent,
        Matching =
        [
            Sample("an attempt to connect to the outside; no host answered", FlowLogFormat.V5, [.. Opening, (FlowField.DstAddr, "203.0.113.66")]),
            Sample("an attempt to connect to another host inside; no host answered", FlowLogFormat.V5, [.. Opening, (FlowField.DstAddr, "10.0.2.9")]),
        ],
        Harmless =
        [
            Sample("a connection that was answered", FlowLogFormat.V5,
                [.. Opening, (FlowField.DstAddr, "203.0.113.66"), (FlowField.Bytes, "4800"), (FlowField.TcpFlags, "3")]),
            Sample("an attempt that arrives from outside", FlowLogFormat.V5, [.. Opening, (FlowField.FlowDirection, "ingress")]),
            Sample("an attempt of a load balancer", FlowLogFormat.V5, [.. Opening, (FlowField.InstanceId, "-")]),
        ],
    };

    static (FlowField Field, string Value)[] Opening =>
        [(FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstPort, "23"), (FlowField.Packets, "1"), (FlowField.Bytes, "40"), (FlowField.TcpFlags, "2"),
            (FlowField.FlowDirection, "egress")];

    // The targets of measured noise are known for five minutes.
    static TimeSpan FiveMinutes => TimeSpan.FromMinutes(5);

    // An event that pauses for less than half an hour is one alarm. Periods are of one minute, because CloudWatch evaluates an alarm each minute on periods
    // that end in that minute: an event just above the threshold of a longer period is above it in some of its positions only.
    static int MinutesOfOneEvent => 30;

    /// <summary>DNS over TCP from internal hosts.</summary>
    [BuiltIn(90, Scenarios = ["dns-tunnel-tcp"])]
    public static Detection DnsOverTcp(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "DnsOverTcp",
            Title = "DNS over TCP",
            Meaning = "Internal hosts queried name servers over TCP instead of UDP.",
            Rationale = "TCP is used for zone transfers and for responses too large for UDP. A large number indicates a tunnel: data hidden in names leaves "
                + "the network past all other controls.",
            Response = "Look up the source and the server. Your own resolver is harmless; a host that queries an external server is not.",
            Guidance = new(
                "List source, server and bytes. A tunnel transfers far more than names require. Rule out zone transfers.",
                "Monitor DNS of the host, also over UDP. Route 53 Resolver query logs contain the names.",
                "Allow port 53 to your resolvers only; use DNS Firewall.",
                "Inform users why other resolvers are blocked."),
            FalsePositives = "Zone transfers, DNSSEC and long TXT responses, your own resolvers.",
            Tuning = "Allow your resolvers as sources, and zone servers as destinations.",
            Techniques = ["T1071.004", "T1048", "T1572"],
            Limits = "Tunnels over UDP, over DNS over HTTPS, and through the resolver of the VPC, whose traffic flow logs do not contain.",
            Conditions = [Tcp, FlowField.DstPort.Is(53), FlowField.SrcAddr.IsInside(network.Inside)],
            Allowed = new() { Sources = network.Known.Resolvers, Destinations = network.ApprovedResolvers },
            Threshold = 3,
            EvaluationPeriods = MinutesOfOneEvent,
            Matching =
            [
                Sample("a host queries an external server", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.53"), (FlowField.DstPort, "53")),
                Sample("a host queries over IPv6", (FlowField.SrcAddr, "fd12:3456::5"), (FlowField.DstAddr, "2001:db8::53"), (FlowField.DstPort, "53")),
            ],
            Harmless =
            [
                Sample("the same over UDP", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstPort, "53"), (FlowField.Protocol, "17")),
                Sample("the server's response", (FlowField.SrcAddr, "10.0.1.53"), (FlowField.SrcPort, "53"), (FlowField.DstPort, "49152")),
                Sample("an external host queries an internal server", (FlowField.DstPort, "53")),
                NoData,
            ],
        };
    }

    /// <summary>DNS queries to external resolvers that are not approved.</summary>
    [BuiltIn(100, Scenarios = ["dns-tunnel-tcp", "dns-tunnel-udp"])]
    public static Detection UnapprovedResolver(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "UnapprovedResolver",
            Title = "Unapproved DNS resolver",
            Meaning = "Hosts queried an external name server that is not approved.",
            Rationale = "The resolver determines the addresses of names. Malware uses its own to bypass DNS Firewall and query logs.",
            Response = "Look up the host and the resolver. Most cases are manual settings.",
            Guidance = new(
                "Identify host, resolver and owner. Check whether the host queries unusual names.",
                "Monitor the volume of the host's queries, which is constant for tunnels.",
                "Allow ports 53 and 853 only to approved resolvers.",
                "Inform teams which resolvers to use, and why."),
            FalsePositives = "Containers and appliances with built-in public resolvers; your own forwarders.",
            Tuning = "Add approved resolvers; allow forwarders as sources.",
            Techniques = ["T1071.004", "T1568", "T1572"],
            Limits = "DNS over HTTPS on port 443, and names that the approved resolvers resolve.",
            Conditions = [FlowField.Protocol.IsOneOf(6, 17), FlowField.DstPort.IsOneOf(53, 853),
                FlowField.DstAddr.IsOutside([.. network.Inside, .. network.ApprovedResolvers])],
            Allowed = new() { Sources = network.Known.Resolvers },
            Threshold = 3,
            EvaluationPeriods = MinutesOfOneEvent,
            Matching = [Sample("a host queries a public resolver", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.53"),
                (FlowField.DstPort, "53"), (FlowField.Protocol, "17"))],
            Harmless =
            [
                Sample("a host queries the VPC's resolver", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "10.0.0.2"), (FlowField.DstPort, "53"),
                    (FlowField.Protocol, "17")),
                Sample("a host queries the resolver's link-local address", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "169.254.169.253"),
                    (FlowField.DstPort, "53"), (FlowField.Protocol, "17")),
                Sample("the resolver's response", (FlowField.SrcAddr, "203.0.113.53"), (FlowField.SrcPort, "53"), (FlowField.DstAddr, "10.0.1.5"),
                    (FlowField.DstPort, "49152"), (FlowField.Protocol, "17")),
                NoData,
            ],
        };
    }

    /// <summary>Mail from internal hosts to external servers.</summary>
    [BuiltIn(110, Scenarios = ["smtp-spam"], Attacks = ["spam from a host"])]
    public static Detection MailSent(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "MailSent",
            Title = "Mail sent to the outside",
            Meaning = "Hosts opened many connections to mail servers outside the network.",
            Rationale = "A host that sends much mail directly is sending spam, and your addresses are added to block lists.",
            Response = "Find the sending host. Stop it unless it is your mail server.",
            Guidance = new(
                "List senders and destinations. Many servers in a short time indicate spam, one relay indicates an application.",
                "Monitor abuse reports and block lists for your addresses.",
                "Block port 25, and allow the submission ports only to your relay.",
                "Inform teams to send through the relay."),
            FalsePositives = "Your own mail servers and newsletters.",
            Tuning = "Allow your mail servers as sources, or your relay as destination.",
            Techniques = ["T1071.003", "T1496"],
            Limits = "Mail through an allowed relay, a web API or Amazon SES, and few messages.",
            Severity = Severity.High,
            Conditions = [Tcp, FlowField.DstPort.IsOneOf(25, 465, 587, 2525), FlowField.DstAddr.IsOutside(network.Inside)],
            Allowed = new() { Sources = network.Known.MailServers },
            Threshold = 10,
            EvaluationPeriods = MinutesOfOneEvent,
            Matching = [Sample("a host connects to a mail server", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.25"),
                (FlowField.DstPort, "25"))],
            Harmless =
            [
                Sample("a host connects to the internal relay", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "10.0.9.25"), (FlowField.DstPort, "25")),
                Sample("the mail server's response", (FlowField.SrcAddr, "203.0.113.25"), (FlowField.SrcPort, "25"), (FlowField.DstAddr, "10.0.1.5"),
                    (FlowField.DstPort, "49152")),
            ],
        };
    }

    /// <summary>Many ICMP packets from external addresses.</summary>
    [BuiltIn(130, Scenarios = ["icmp-flood"])]
    public static Detection InboundIcmp(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "InboundIcmp",
            Title = "Excessive inbound ICMP",
            Meaning = "Many ICMP packets arrived from outside the network within minutes.",
            Rationale = "A flood of pings saturates links and hides other attacks; a slow one maps the network.",
            Response = "Check whether one source or many send, and whether the target still responds.",
            Guidance = new(
                "List sources and targets by packets; compare the target's own load.",
                "Monitor the target's health and its other traffic during the flood.",
                "Deny ICMP from the sources in the network ACL, which is stateless. For a lasting flood, use Shield Advanced.",
                "Inform operations which ICMP is required, such as path MTU discovery."),
            FalsePositives = "Uptime checks by many probes; path MTU discovery of busy sites.",
            Tuning = "Allow the blocks of your monitoring as sources; raise the threshold to the packets of your busiest normal minute.",
            Techniques = ["T1498.001"],
            Limits = "Floods of TCP or UDP, and slow pings. It entered ALARM on no independent data.",
            Conditions = [FlowField.Protocol.IsOneOf(1, 58), FlowField.SrcAddr.IsOutside(network.Inside)],
            Measure = Measure.Packets,
            Threshold = 1000,
            EvaluationPeriods = MinutesOfOneEvent,
            Matching =
            [
                Sample("a ping from the internet", (FlowField.Protocol, "1"), (FlowField.SrcPort, "0"), (FlowField.DstPort, "0")),
                .. network.TellsIPv6 ? [Sample("a ping over IPv6", (FlowField.Protocol, "58"), (FlowField.SrcAddr, "2001:db8:7::9"),
                (FlowField.DstAddr, "2600:1f18::5"), (FlowField.SrcPort, "0"), (FlowField.DstPort, "0"))] : Array.Empty<RecordSample>(),
            ],
            Harmless = [Sample("a ping within the network", (FlowField.Protocol, "1"), (FlowField.SrcAddr, "10.0.2.9")), NoData],
        };
    }

    /// <summary>Many ICMP packets of one address.</summary>
    [BuiltIn(140)]
    public static Detection IcmpBySender { get; } = new()
    {
        Id = "IcmpBySender",
        Title = "Excessive ICMP of one address",
        Meaning = "One address sent many ICMP packets to hosts of the network within minutes.",
        Rationale = "A flood of pings from one address fills links and hides other things; a steady one maps the network.",
        Response = "Open the Contributor Insights report: the first source is the sender. Check whether its target still answers.",
        Guidance = new(
            "List the targets of the sender by packets, and what else it sends.",
            "Watch the targets' health, and whether the sender moves on to TCP.",
            "Deny the sender in the network ACL; limit ICMP to the types that are needed, and separate segments that don't need it; inspect what remains with "
                + "Network Firewall.",
            "Explain which ICMP is needed: path MTU discovery is."),
        FalsePositives = "Monitoring that pings without pause; path MTU discovery of busy sites.",
        Tuning = "Allow single addresses of your monitoring as sources. One ping a second is 60 packets a minute.",
        Techniques = ["T1498.001", "T1018"],
        Limits = "Floods by many senders of few packets each.",
        Conditions = [FlowField.Protocol.Is(1)],
        Refinements = [Refinement.Arriving],
        Measure = Measure.LargestSum(FlowField.Packets, FlowField.SrcAddr),
        Threshold = 200,
        EvaluationPeriods = MinutesOfOneEvent,
        Matching = [Sample("a ping from the internet", (FlowField.Protocol, "1"), (FlowField.SrcPort, "0"), (FlowField.DstPort, "0"))],
        Harmless =
        [
            Sample("a ping over IPv6, which only 'Excessive inbound ICMP' counts", (FlowField.Protocol, "58")),
            Sample("a ping that leaves", FlowLogFormat.V5, (FlowField.Protocol, "1"), (FlowField.FlowDirection, "egress")),
            NoData,
        ],
    };
}

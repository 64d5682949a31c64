namespace FlowLogStack.Records;

// Detections of access, accepted and rejected.
public static partial class Detections
{
    static FieldCondition Tcp => FlowField.Protocol.Is(6);

    /// <summary>Rejected connections to SSH (TCP port 22).</summary>
    [BuiltIn(10, Scenarios = ["ssh-brute-force"])]
    public static Detection SshRejects { get; } = new()
    {
        Id = "SshRejects",
        Title = "SSH rejects",
        FilterName = "dest-port-22-rejects",
        MetricName = "SSH Rejects",
        Meaning = "Connections to SSH (TCP port 22) were rejected by a security group or network ACL.",
        Rationale = "The rejected connections are login attempts. From the internet they are daily noise, and the rule works. From inside the network, a rule "
            + "is missing or a host scans others.",
        Response = "Look up the sources in the saved query 'Top 20 source addresses with the most rejected requests'. From the internet it is a scan, and the "
            + "rule works. From inside, a rule is missing or a host is compromised.",
        Guidance = new(
            "List the sources and their targets. Contact the owner of a source inside the network.",
            "Check whether a source moves on to other ports or hosts, and whether one is accepted later.",
            "Deny the blocks of persistent sources in the network ACL; close port 22 altogether and use Session Manager.",
            "Inform the team of the host that it requires a rule, or another way to connect."),
        FalsePositives = "Administrators from a network without a rule; your own scanners.",
        Tuning = "Where port 22 of public addresses is probed all day, raise the threshold above the noise of a busy hour, or allow the blocks of your "
            + "own scanners.",
        Techniques = ["T1110", "T1021.004"],
        Limits = "Attempts that are accepted, SSH on other ports, and attempts that a network ACL of another hop rejects.",
        Conditions = [FlowField.DstPort.Is(22), Tcp, FlowField.Action.Is("REJECT")],
        Matching = [Sample("an attempt from the internet", (FlowField.DstPort, "22"), (FlowField.Action, "REJECT"))],
        Harmless =
        [
            Sample("an accepted connection", (FlowField.DstPort, "22")),
            Sample("a datagram to port 22", (FlowField.DstPort, "22"), (FlowField.Protocol, "17"), (FlowField.Action, "REJECT")),
            Sample("the response of an SSH server", (FlowField.SrcPort, "22"), (FlowField.DstPort, "49152"), (FlowField.Action, "REJECT")),
            NoData,
        ],
    };

    /// <summary>Traffic rejected by VPC Block Public Access.</summary>
    [BuiltIn(70, Scenarios = ["bpa-reject"])]
    public static Detection BlockPublicAccessRejects { get; } = new()
    {
        Id = "BlockPublicAccessRejects",
        Title = "Blocked public access",
        Meaning = "VPC Block Public Access rejected traffic that the rules of the VPC would have accepted.",
        Rationale = "The account-wide block is the last line of defense. Every security group, network ACL and route before it allowed the traffic.",
        Response = "Find the interface and the rule that would have accepted the traffic, and close it there too.",
        Guidance = new(
            "List interfaces and ports of the rejected records, and the rules that allow them.",
            "Check whether exclusions of the block are requested soon after.",
            "Remove the route, the public address or the rule if it is not required.",
            "Inform the owners of the subnet that public access is blocked for the account, and how to request an exclusion."),
        FalsePositives = "Internet noise against addresses that are still public while the block is being introduced.",
        Tuning = "While the block is being introduced, raise the threshold to the hourly noise of your public addresses.",
        Techniques = ["T1190"],
        Limits = "Traffic that security groups or network ACLs reject first.",
        Severity = Severity.Low,
        Conditions = [FlowField.RejectReason.Is("BPA")],
        Matching = [Sample("a connection that the block rejected", FlowLogFormat.V8, (FlowField.Action, "REJECT"), (FlowField.RejectReason, "BPA"))],
        Harmless =
        [
            Sample("a connection that a security group rejected", FlowLogFormat.V8, (FlowField.Action, "REJECT")),
            Sample("a connection without encryption", FlowLogFormat.V8, (FlowField.Action, "REJECT"), (FlowField.RejectReason, "EC")),
        ],
    };

    /// <summary>Accepted connections to cleartext services, from any source.</summary>
    [BuiltIn(50, Scenarios = ["cleartext"])]
    public static Detection CleartextAccepted { get; } = new()
    {
        Id = "CleartextAccepted",
        Title = "Cleartext services",
        Meaning = "Services that send passwords in cleartext responded to connections: FTP, Telnet, POP3, IMAP, LDAP or the r-commands.",
        Rationale = "Any host on the path can read the credentials. Most standards also forbid such services within the network.",
        Response = "Find the host that offers the service, and replace the service with its encrypted variant.",
        Guidance = new(
            "List the servers and their clients, and find the service's owner.",
            "Monitor the accounts whose credentials were sent.",
            "Close the port in the security group; offer SSH, SFTP, IMAPS or LDAPS instead.",
            "Inform the owners which encrypted service replaces it."),
        FalsePositives = "STARTTLS on ports 110, 143 and 389; appliances on networks of their own.",
        Tuning = "Allow ports 110, 143 or 389 where STARTTLS is enforced, and the networks of appliances that have no encrypted service.",
        Techniques = ["T1040"],
        Limits = "Cleartext on other ports. STARTTLS looks the same, because flow logs have no payload.",
        SeverityWithoutRefinements = Severity.Low,
        CountsAnswers = true,
        Conditions = [Tcp, FlowField.SrcPort.IsOneOf(21, 23, 110, 143, 389, 512, 513, 514), FlowField.Action.Is("ACCEPT")],
        Refinements = [Refinement.Answer],
        EvaluationPeriods = 60, // One client that returns all day is one alarm.
        Matching =
        [
            Sample("the response of a Telnet server", AnswerFrom("23")),
            Sample("the response of a Telnet server, with its first packet", FlowLogFormat.V5, AnswerFrom("23", "19")),
            Sample("an LDAP server's response inside the network", [.. AnswerFrom("389"), (FlowField.DstAddr, "10.0.2.9")]),
        ],
        Harmless =
        [
            Sample("a Telnet attempt that was rejected", (FlowField.DstPort, "23"), (FlowField.Action, "REJECT")),
            Sample("an accepted Telnet attempt without a response", (FlowField.DstPort, "23"), (FlowField.Packets, "1"), (FlowField.Bytes, "40")),
            Sample("a reset from the Telnet port", [.. AnswerFrom("23"), (FlowField.Packets, "1"), (FlowField.Bytes, "40")]),
            Sample("a reset from the Telnet port, with its flag", FlowLogFormat.V5, AnswerFrom("23", "4")),
            Sample("LDAPS", AnswerFrom("636")),
        ],
    };

    /// <summary>Accepted SSH and RDP connections from external addresses.</summary>
    [BuiltIn(20, Scenarios = ["ssh-accepted", "rdp-accepted"])]
    public static Detection RemoteAccessAccepted(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "RemoteAccessAccepted",
            Title = "Remote access from outside",
            Meaning = "SSH (port 22) or RDP (port 3389) responded to connections from outside the network.",
            Rationale = "Attackers find an administration port that the internet can reach within minutes, with every weak password or unpatched "
                + "server behind it.",
            Response = "Check whether the sources are your administrators. If not, close the rule at once and treat the host as suspect.",
            Guidance = new(
                "Look up the clients and the logins on the host at that time. A connection with a response is not necessarily a login.",
                "Monitor the host's later connections: new destinations, scans, large transfers.",
                "Limit the rule to your own blocks, or close it and use Session Manager or a VPN. Require a second factor, and patch the servers.",
                "Inform administrators which access they should use."),
            FalsePositives = "Administrators at home, bastion hosts with intended public access, commissioned scanners.",
            Tuning = "Allow the blocks of your offices, VPN and scanners as sources, and bastions by their interface.",
            Techniques = ["T1133", "T1021.001", "T1021.004"],
            Limits = "Whether a login succeeded and by whom. SSH and RDP on other ports, through a VPN, Session Manager or an allowed source. While the "
                + "alarm is in ALARM, a second source changes nothing.",
            Severity = Severity.High,
            SeverityWithoutRefinements = Severity.Medium,
            CountsAnswers = true,
            Conditions = [Tcp, FlowField.SrcPort.IsOneOf(22, 3389), FlowField.Action.Is("ACCEPT"), FlowField.DstAddr.IsOutside(network.Inside)],
            Allowed = new() { Sources = network.Known.Administrators, Destinations = network.Known.Bastions },
            Refinements = [Refinement.Answer],
            Matching =
            [
                Sample("the response to SSH from the internet", AnswerFrom("22")),
                Sample("the response to RDP from the internet, with its first packet", FlowLogFormat.V5, AnswerFrom("3389", "18")),
                .. network.TellsIPv6 ? [Sample("the response to SSH over IPv6",
                [.. AnswerFrom("22"), (FlowField.SrcAddr, "2600:1f18::5"), (FlowField.DstAddr, "2001:db8:7::9")])] : Array.Empty<RecordSample>(),
            ],
            Harmless =
            [
                Sample("the response to SSH within the network", [.. AnswerFrom("22"), (FlowField.DstAddr, "172.20.3.4")]),
                Sample("an accepted attempt without a response", FlowLogFormat.V5, (FlowField.DstPort, "3389"), (FlowField.Packets, "1"),
                    (FlowField.Bytes, "44"), (FlowField.TcpFlags, "2")),
                Sample("an accepted attempt without a response", (FlowField.DstPort, "22"), (FlowField.Packets, "1"), (FlowField.Bytes, "44")),
                Sample("a reset from the RDP port", FlowLogFormat.V5, [.. AnswerFrom("3389", "4"), (FlowField.Packets, "1"), (FlowField.Bytes, "40")]),
                Sample("a connection of the NAT gateway from its port 3389", FlowLogFormat.V5, [.. AnswerFrom("3389", "3"), (FlowField.DstPort, "443")]),
                Sample("the response of a web server to a client's port 3389", (FlowField.SrcPort, "443"), (FlowField.DstPort, "3389")),
                Sample("an attempt that was rejected", (FlowField.DstPort, "22"), (FlowField.Action, "REJECT")),
                NoData,
            ],
        };
    }

    /// <summary>Accepted connections from external addresses to database ports.</summary>
    [BuiltIn(40, Scenarios = ["database-exposed"])]
    public static Detection DatabaseAccepted(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "DatabaseAccepted",
            Title = "Database reached from outside",
            Meaning = "The port of a database responded to connections from outside the network.",
            Rationale = "Databases serve internal applications. Attackers copy, delete or encrypt a database that the internet can reach, often within a day.",
            Response = "Find the database behind the interface and close the rule. Then check its own log for the executed statements.",
            Guidance = new(
                "Identify engine, owner and whether a login succeeded; the bytes sent show how much was read.",
                "Monitor the database's log and its egress for a day.",
                "Allow the application's security group only; move the database to a private subnet.",
                "Inform the owners to connect through the application's network or a VPN."),
            FalsePositives = "Managed databases with intended public endpoints; clients whose own port is one of these, if the format lacks tcp-flags.",
            Tuning = "Use a format with tcp-flags; allow the blocks of partners as sources, or single ports.",
            Techniques = ["T1190", "T1213"],
            Limits = "Databases on other ports, queries within accepted connections, and access from internal addresses.",
            Severity = Severity.High,
            SeverityWithoutRefinements = Severity.Medium,
            CountsAnswers = true,
            Conditions =
            [
                Tcp,
                FlowField.SrcPort.IsOneOf(1433, 1434, 1521, 3306, 5432, 5433, 5984, 6379, 7000, 7001, 8529, 9042, 9160, 9200, 11211, 27017, 27018, 27019),
                FlowField.Action.Is("ACCEPT"),
                FlowField.DstAddr.IsOutside(network.Inside),
            ],
            Refinements = [Refinement.Answer],
            Matching =
            [
                Sample("PostgreSQL's response to the internet", AnswerFrom("5432")),
                Sample("the response of Redis to the internet, with its first packet", FlowLogFormat.V5, AnswerFrom("6379", "19")),
            ],
            Harmless =
            [
                Sample("the response to the application", [.. AnswerFrom("5432"), (FlowField.DstAddr, "10.0.2.9")]),
                Sample("an accepted attempt without a response", FlowLogFormat.V5, (FlowField.DstPort, "5432"), (FlowField.Packets, "1"),
                    (FlowField.Bytes, "44"), (FlowField.TcpFlags, "2")),
                Sample("a connection of the NAT gateway from its port 5432", FlowLogFormat.V5, [.. AnswerFrom("5432", "3"), (FlowField.DstPort, "8443")]),
                Sample("an attempt that was rejected", (FlowField.DstPort, "3306"), (FlowField.Action, "REJECT")),
            ],
        };
    }

    /// <summary>Accepted connections from external addresses to private subnets.</summary>
    /// <exception cref="ArgumentException">The network has no private subnets.</exception>
    [BuiltIn(60, Scenarios = ["private-subnet-internet"], NeedsPrivateSubnets = true)]
    public static Detection PrivateSubnetReached(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.PrivateSubnets.IsEmpty)
            throw new ArgumentException("The network has no private subnets. Add their CIDR blocks to PrivateSubnets.", nameof(network));
        return new()
        {
            Id = "PrivateSubnetReached",
            Title = "Internet traffic in a private subnet",
            Meaning = "A subnet that is configured as private responded to connections from outside the network.",
            Rationale = "A private subnet is not reachable from the internet. An unreviewed route, load balancer or public address made it reachable.",
            Response = "Check the route table of the subnet and the public addresses of the interface that was reached.",
            Guidance = new(
                "Find the interface, its public address, and the caller that added the route or address.",
                "Check which other hosts in the subnet are reached.",
                "Remove the internet route or the public address; enforce both by policy.",
                "Inform the team how to publish a service by a load balancer in a public subnet."),
            FalsePositives = "Load balancers that keep the client's address (Network Load Balancers do) before targets in the subnet.",
            Tuning = "Allow the target ports of Network Load Balancers.",
            Techniques = ["T1133", "T1190"],
            Limits = "Traffic that a NAT gateway, load balancer or VPN translates to internal addresses.",
            Severity = Severity.High,
            SeverityWithoutRefinements = Severity.Medium,
            CountsAnswers = true,
            Conditions = [Tcp, FlowField.Action.Is("ACCEPT"), FlowField.SrcAddr.IsInside(network.PrivateSubnets), FlowField.DstAddr.IsOutside(network.Inside)],
            Allowed = new() { Destinations = network.Known.LoadBalancers },
            Refinements = [Refinement.Answer],
        };
    }

    /// <summary>SSH that answers many different addresses.</summary>
    [BuiltIn(30)]
    public static Detection SshManyClients { get; } = new()
    {
        Id = "SshManyClients",
        Title = "SSH answers many addresses",
        Meaning = "SSH (port 22) answered many different addresses within an hour.",
        Rationale = "An administrator who logs in is one address, or a few. Passwords are tried from many, so the number of addresses separates an attack "
            + "from a login while 'Remote access from outside' is in ALARM for both.",
        Response = "Run the query 'Hosts whose SSH or RDP answers many addresses'; close the port of the host to the internet.",
        Guidance = new(
            "Read the host's log for failed and for successful logins; look for keys and accounts that are new.",
            "Watch the number of addresses: it grows when credentials of the host are traded.",
            "Close port 22 and use Session Manager or a VPN; turn passwords off.",
            "Show administrators the way in that is meant for them."),
        FalsePositives = "Bastions of large teams; hosts that many others copy to by SSH.",
        Tuning = "Set the threshold to more than the addresses of your administrators. Measured brute force had 4 addresses in five minutes (median), "
            + "at most 30.",
        Techniques = ["T1110"],
        Limits = "Brute force from few addresses, or against ports other than SSH.",
        CountsAnswers = true,
        Conditions = [FlowField.SrcPort.Is(22), Tcp, FlowField.Action.Is("ACCEPT"), FlowField.Bytes.IsAtLeast(Refinement.LeastAnswer)],
        Measure = Measure.Distinct(FlowField.DstAddr),
        Threshold = 20,
        Period = TimeSpan.FromHours(1),
        // CloudWatch evaluates more than a day by the hour, and not each minute: one alarm a day for one attack.
        EvaluationPeriods = 25,
        Matching = [Sample("the answer to SSH from the internet", AnswerFrom("22"))],
        Harmless =
        [
            Sample("a refusal of port 22", [.. AnswerFrom("22"), (FlowField.Packets, "1"), (FlowField.Bytes, "40")]),
            Sample("an attempt that was rejected", (FlowField.DstPort, "22"), (FlowField.Action, "REJECT")),
        ],
    };

    /// <summary>Accepted connection attempts from external addresses without a response.</summary>
    [BuiltIn(80)]
    public static Detection UnansweredProbes(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "UnansweredProbes",
            Title = "Unanswered connection attempts",
            Meaning = "Far more connection attempts from outside than internet noise were accepted by rules without a response of a host.",
            Rationale = "The rules allow more than the services behind them require. A public address receives about 60 attempts in five minutes in any case; "
                + "many times that number is a scan or a SYN flood.",
            Response = "List the sources and destination ports; close the ports without a service in the security group.",
            Guidance = new(
                "Compare the sources and the ports with the previous period. One source is a scan, many sources and one port are a SYN flood.",
                "Watch 'Remote access from outside' and 'Database reached from outside': they count attempts with a response.",
                "Allow only the ports with a service. Against SYN floods, use a load balancer or Shield Advanced.",
                "Explain to owners that an open rule exposes the next service on that port."),
            FalsePositives = "Failed targets whose clients retry; new public addresses.",
            Tuning = "Set the number of public addresses of the network, from which the threshold is computed: 25 attempts a minute for each address, "
                + "in two minutes. Measured noise is 6 a minute (median), and 17 in its busiest hundredth.",
            Techniques = ["T1595.001"],
            Limits = "Probes that a host answers, and probes below the threshold, as internet noise is.",
            Severity = Severity.Low,
            Conditions = [Tcp, FlowField.TcpFlags.Is(2), FlowField.Bytes.IsAtMost(MostOpening), FlowField.SrcAddr.IsOutside(network.Inside)],
            Allowed = new() { Destinations = network.Known.LoadBalancers },
            Refinements = [Refinement.Accepted],
            Threshold = 25.0 * network.PublicAddresses,
            DatapointsToAlarm = 2,
            EvaluationPeriods = MinutesOfOneEvent,
            Matching = [Sample("an accepted attempt without a response", FlowLogFormat.V5, (FlowField.DstPort, "3389"), (FlowField.Packets, "1"),
                (FlowField.Bytes, "44"), (FlowField.TcpFlags, "2"))],
            Harmless =
            [
                Sample("a connection of a client, with its first packet", FlowLogFormat.V5, (FlowField.TcpFlags, "2")),
                Sample("an attempt that was rejected", FlowLogFormat.V5, (FlowField.Packets, "1"), (FlowField.Bytes, "44"), (FlowField.TcpFlags, "2"),
                    (FlowField.Action, "REJECT")),
                Sample("an internal attempt", FlowLogFormat.V5, (FlowField.SrcAddr, "10.0.2.9"), (FlowField.Packets, "1"), (FlowField.Bytes, "44"),
                    (FlowField.TcpFlags, "2")),
            ],
        };
    }

    // Six packets of 60 bytes, which a client sends within a minute if no host responds.
    const long MostOpening = 360;

    static (FlowField Field, string Value)[] AnswerFrom(string port) =>
        [(FlowField.SrcAddr, "10.0.1.5"), (FlowField.SrcPort, port), (FlowField.DstAddr, "198.51.100.7"), (FlowField.DstPort, "49152")];

    static (FlowField Field, string Value)[] AnswerFrom(string port, string flags) =>
        [.. AnswerFrom(port), (FlowField.TcpFlags, flags), (FlowField.FlowDirection, "egress")];
}

using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

public sealed partial class ScenarioKind
{
    static readonly List<ScenarioKind> Rows = [];

    /// <summary><c>quiet-office</c>: office work at desktops.</summary>
    public static ScenarioKind QuietOffice { get; } =
        Background("quiet-office", "Desktops browse through the NAT gateway, resolve names, use the intranet and the directory; busy by day, still at night "
            + "and at weekends.", DayShape.Office, (stage, _) => new QuietOffice(stage));

    /// <summary><c>web-tier</c>: a public site.</summary>
    public static ScenarioKind WebTier { get; } =
        Background("web-tier", "Visitors use a load balancer, web servers, databases, a cache and S3; a rejected packet of internet noise every two minutes.",
            DayShape.Public, (stage, _) => new WebTier(stage));

    /// <summary><c>nat</c>: servers behind a NAT gateway.</summary>
    public static ScenarioKind Nat { get; } =
        Background("nat", "Servers call the internet through the NAT gateway: six records a call, whose pkt-srcaddr and pkt-dstaddr differ from srcaddr "
            + "and dstaddr.", DayShape.Even, (stage, _) => new ThroughNat(stage));

    /// <summary><c>transit-gateway</c>: calls between VPCs.</summary>
    public static ScenarioKind TransitGateway { get; } =
        Background("transit-gateway", "Servers of two VPCs call each other through the transit gateway and its interface.", DayShape.Even, (stage, _) =>
            new ThroughTransitGateway(stage));

    /// <summary><c>internet-noise</c>: the background noise that every public address receives.</summary>
    public static ScenarioKind InternetNoise { get; } =
        Nuisance("internet-noise", "Noise as measured at public addresses: sixty records in five minutes at each, of thirty pairs of source and port, mostly "
            + "for remote access, file sharing and databases; load balancers accept it without an answer, everything else is rejected.",
            TrafficRate.PerMinute(36), (stage, _) => new InternetNoise(stage));

    /// <summary><c>administration</c>: legitimate activity that looks like an attack.</summary>
    public static ScenarioKind Administration { get; } =
        Nuisance("administration", "Administrators use SSH from 198.51.100.10 and .11, a partner FTP from 203.0.113.20, an office GRE from 198.51.100.1; the "
            + "directory server delivers mail, a printer queries 203.0.113.53 over DNS, databases back up half a gigabyte at a time to 203.0.113.40.",
            TrafficRate.PerMinute(30), (stage, _) => new Administration(stage));

    /// <summary><c>health-checks</c>: load balancers and a target that is down.</summary>
    public static ScenarioKind HealthChecks { get; } = Nuisance("health-checks", "Load balancers check their targets; one target is down and answers nothing.",
        TrafficRate.PerMinute(60), (stage, _) => new HealthChecks(stage));

    /// <summary><c>kubernetes-nodes</c>: nodes of a cluster.</summary>
    public static ScenarioKind KubernetesNodes { get; } =
        Nuisance("kubernetes-nodes", "Nodes of a Kubernetes cluster exchange data with the API server, pull images, and query a DNS provider's servers "
            + "203.0.113.100 and .101.", TrafficRate.PerMinute(60), (stage, _) => new KubernetesNodes(stage));

    /// <summary><c>recursion</c>: the network's own resolvers.</summary>
    public static ScenarioKind Recursion { get; } = Nuisance("recursion", "The network's own resolvers query external DNS servers, 3 % of the time over TCP.",
        TrafficRate.PerMinute(60), (stage, _) => new Recursion(stage));

    /// <summary><c>ssh-brute-force</c>: continuous SSH attempts, rejected.</summary>
    public static ScenarioKind SshBruteForce { get; } = Attack("ssh-brute-force", "Three outsiders try TCP 22 on every public address; all of it is rejected.",
        TrafficRate.PerMinute(120), (stage, _) => new SshBruteForce(stage));

    /// <summary><c>ssh-accepted</c>: accepted SSH from the internet.</summary>
    public static ScenarioKind SshAccepted { get; } = Attack("ssh-accepted", "Outsiders connect to TCP 22 of a public host and get answers.",
        TrafficRate.PerMinute(20), (stage, _) => new AcceptedFromOutside(stage, null, [22]));

    /// <summary><c>rdp-accepted</c>: accepted RDP from the internet.</summary>
    public static ScenarioKind RdpAccepted { get; } = Attack("rdp-accepted", "Outsiders connect to TCP 3389 of a public host and get answers.",
        TrafficRate.PerMinute(20), (stage, _) => new AcceptedFromOutside(stage, null, [3389]));

    /// <summary><c>port-scan-horizontal</c>: one port of many hosts.</summary>
    public static ScenarioKind PortScanHorizontal { get; } =
        Attack("port-scan-horizontal", "One desktop tries TCP 445 on address after address of the VPC; a network ACL rejects it on leaving.",
            TrafficRate.PerMinute(600), (stage, _) => new HorizontalScan(stage));

    /// <summary><c>port-scan-vertical</c>: many ports of one host.</summary>
    public static ScenarioKind PortScanVertical { get; } =
        Attack("port-scan-vertical", "One outsider tries TCP port after port of one host, the well-known ones first (22 is one of them); all of it "
            + "is rejected.", TrafficRate.PerMinute(600), (stage, _) => new VerticalScan(stage));

    /// <summary><c>icmp-flood</c>: a flood of echo requests.</summary>
    public static ScenarioKind IcmpFlood { get; } =
        Attack("icmp-flood", "Hundreds of outsiders send one host thousands of echo requests each, which are accepted and not answered.",
            TrafficRate.PerMinute(300), (stage, _) => new IcmpFlood(stage));

    /// <summary><c>dns-tunnel-tcp</c>: data in DNS over TCP.</summary>
    public static ScenarioKind DnsTunnelTcp { get; } =
        Attack("dns-tunnel-tcp", "A desktop speaks TCP 53 with a server outside, and sends it more than it gets.", TrafficRate.PerMinute(120), (stage, _) =>
            new DnsTunnel(stage, Behaviour.Tcp));

    /// <summary><c>dns-tunnel-udp</c>: data in DNS over UDP that bypasses the VPC's resolver.</summary>
    public static ScenarioKind DnsTunnelUdp { get; } =
        Attack("dns-tunnel-udp", "A desktop sends a resolver outside the VPC hundreds of large packets of UDP 53 at a time.", TrafficRate.PerMinute(120),
            (stage, _) => new DnsTunnel(stage, Behaviour.Udp));

    /// <summary><c>exfiltration-egress</c>: much data in many transfers.</summary>
    public static ScenarioKind ExfiltrationEgress { get; } =
        Attack("exfiltration-egress", "A server uploads 20 to 30 MB at a time to one address outside, again and again.", TrafficRate.PerMinute(120),
            (stage, _) => new Exfiltration(stage, 20));

    /// <summary><c>exfiltration-transfer</c>: much data in one transfer.</summary>
    public static ScenarioKind ExfiltrationTransfer { get; } =
        Attack("exfiltration-transfer", "A server uploads 600 to 900 MB to one address outside within one record.", TrafficRate.PerMinute(6), (stage, _) =>
            new Exfiltration(stage, 600));

    /// <summary><c>misconfigured-nacl</c>: a misconfigured network ACL.</summary>
    public static ScenarioKind MisconfiguredNacl { get; } =
        Attack("misconfigured-nacl", "Visitors' requests are accepted and the answers rejected, and the load balancer's requests to the servers are rejected "
            + "on arriving.", TrafficRate.PerMinute(120), (stage, _) => new MisconfiguredNacl(stage));

    /// <summary><c>rejected-surge</c>: a surge of rejected traffic.</summary>
    public static ScenarioKind RejectedSurge { get; } =
        Attack("rejected-surge", "Twenty outsiders whose traffic no rule accepts any more try assorted ports again and again, none of them 22 or 3389.",
            TrafficRate.PerMinute(600), (stage, _) => new RejectedSurge(stage));

    /// <summary><c>database-exposed</c>: databases reachable from the internet.</summary>
    public static ScenarioKind DatabaseExposed { get; } =
        Attack("database-exposed", "Outsiders connect to the ports of databases (1433, 3306, 5432, 6379, 27017) and get answers.", TrafficRate.PerMinute(30),
            (stage, _) => new AcceptedFromOutside(stage, Role.Database, [1433, 3306, 5432, 6379, 27_017]));

    /// <summary><c>cleartext</c>: unencrypted services.</summary>
    public static ScenarioKind Cleartext { get; } = Attack("cleartext", "Outsiders use FTP and Telnet (TCP 21 and 23) of a public host and get answers.",
        TrafficRate.PerMinute(20), (stage, _) => new AcceptedFromOutside(stage, null, [21, 23]));

    /// <summary><c>unexpected-protocol</c>: protocols other than TCP, UDP and ICMP.</summary>
    public static ScenarioKind UnexpectedProtocol { get; } =
        Attack("unexpected-protocol", "An outsider and a public host exchange IP in IP, GRE, IPIP and SCTP (protocols 4, 47, 94, 132).",
            TrafficRate.PerMinute(20), (stage, _) => new UnexpectedProtocol(stage));

    /// <summary><c>smtp-spam</c>: mail that a server delivers directly.</summary>
    public static ScenarioKind SmtpSpam { get; } = Attack("smtp-spam", "A server connects to TCP 25 of very many hosts outside.", TrafficRate.PerMinute(240),
        (stage, _) => new SmtpSpam(stage));

    /// <summary><c>unencrypted</c>: unencrypted traffic within the network.</summary>
    public static ScenarioKind Unencrypted { get; } = Attack("unencrypted", "Servers and databases exchange traffic whose encryption-status is 0.",
        TrafficRate.PerMinute(120), (stage, _) => new Unencrypted(stage), RecordKinds.Vpc, FlowField.EncryptionStatus);

    /// <summary><c>bpa-reject</c>: traffic rejected by VPC Block Public Access.</summary>
    public static ScenarioKind BpaReject { get; } = Attack("bpa-reject", "VPC block public access rejects forty visitors: reject-reason BPA, and no bytes.",
        TrafficRate.PerMinute(120), (stage, _) => new BlockedPublicAccess(stage), RecordKinds.Vpc, FlowField.RejectReason);

    /// <summary><c>private-subnet-internet</c>: internet traffic in a private subnet.</summary>
    public static ScenarioKind PrivateSubnetInternet { get; } =
        Attack("private-subnet-internet", "Outsiders connect straight to servers in private subnets and get answers.", TrafficRate.PerMinute(60), (stage, _) =>
            new PrivateSubnetInternet(stage));

    /// <summary><c>skipdata</c>: skipped records.</summary>
    public static ScenarioKind SkipData { get; } =
        Attack("skipdata", "Interface after interface has a SKIPDATA record, and half of their other records are missing.", TrafficRate.PerMinute(6),
            (stage, interval) => new SkippedRecords(stage, interval));

    /// <summary><c>mining-pool</c>: a host that mines in a pool.</summary>
    public static ScenarioKind MiningPool { get; } = Attack("mining-pool",
        "A server stays connected to TCP 3333 of one address outside.", TrafficRate.PerMinute(6), (stage, _) => new MiningPool(stage));

    /// <summary><c>tor-client</c>: a host that uses Tor.</summary>
    public static ScenarioKind TorClient { get; } = Attack("tor-client",
        "A desktop connects to TCP 9001 and 9030 of a dozen addresses outside.", TrafficRate.PerMinute(12), (stage, _) => new TorClient(stage));

    /// <summary><c>lateral-movement</c>: an intruder that moves between internal hosts.</summary>
    public static ScenarioKind LateralMovement { get; } = Attack("lateral-movement",
        "A desktop connects to SSH, SMB, RDP and WinRM of servers and databases and gets answers.",
        TrafficRate.PerMinute(12), (stage, _) => new LateralMovement(stage));

    /// <summary><c>amplification</c>: a host that floods victims with responses.</summary>
    public static ScenarioKind Amplification { get; } = Attack("amplification",
        "A public host answers small requests to UDP 53, 123 and 389 with responses of ninety times their bytes, to three addresses outside.",
        TrafficRate.PerMinute(60), (stage, _) => new Amplifier(stage));

    /// <summary><c>silent-gap</c>: no records at all.</summary>
    public static ScenarioKind SilentGap { get; } = Attack("silent-gap", "No record at all is delivered, NODATA included, though traffic goes on.",
        default, null);

    /// <summary>All scenarios: background, nuisances, attacks.</summary>
    public static IReadOnlyList<ScenarioKind> All { get; } = Rows.AsReadOnly();

    /// <summary>Names for several scenarios.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ScenarioKind>> Groups { get; } = new Dictionary<string,
        IReadOnlyList<ScenarioKind>>(StringComparer.Ordinal)
    {
        ["port-scan"] = [PortScanHorizontal, PortScanVertical],
        ["dns-tunnel"] = [DnsTunnelTcp, DnsTunnelUdp],
        ["exfiltration"] = [ExfiltrationEgress, ExfiltrationTransfer],
        ["threats"] = [MiningPool, TorClient, LateralMovement, Amplification],
    };

    static ScenarioKind Background(string name, string meaning, DayShape shape, Func<Stage, int, Behaviour> behave)
    {
        var kind = new ScenarioKind(name, meaning, isBackground: true, default, RecordKinds.Both, null) { Behave = behave, Shape = shape };
        Rows.Add(kind);
        return kind;
    }

    static ScenarioKind Nuisance(string name, string meaning, TrafficRate rate, Func<Stage, int, Behaviour> behave)
    {
        var kind = new ScenarioKind(name, meaning, isBackground: false, rate, RecordKinds.Both, null) { Behave = behave, IsNuisance = true };
        Rows.Add(kind);
        return kind;
    }

    static ScenarioKind Attack(string name, string meaning, TrafficRate rate, Func<Stage, int, Behaviour>? behave, RecordKinds appliesTo = RecordKinds.Both,
        FlowField? telltale = null)
    {
        var kind = new ScenarioKind(name, meaning, isBackground: false, rate, appliesTo, telltale) { Behave = behave };
        Rows.Add(kind);
        return kind;
    }
}

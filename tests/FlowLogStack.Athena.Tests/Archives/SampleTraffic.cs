using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>
/// Seeded records of several weeks in two accounts and two Regions, with every field in use. They are dense in the last day, so windows divide
/// them, and across midnights, so records are in the folder of the next day.
/// </summary>
sealed class SampleTraffic(DateTime now, int seed)
{
    public static readonly string[] Accounts = ["111122223333", "444455556666"];
    public static readonly string[] Regions = ["eu-west-1", "us-east-1"];

    static readonly string[] Outside = ["198.51.100.7", "198.51.100.8", "203.0.113.9", "203.0.113.200", "8.8.8.8", "52.95.110.1", "2001:db8::7",
        "2001:db8:ffff::1", "2600:1f18::a"];
    static readonly int[] Ports = [22, 23, 53, 80, 123, 443, 443, 443, 445, 1433, 3306, 3389, 5432, 5985, 6379, 8080, 9092];
    static readonly string[] Services = ["S3", "DYNAMODB", "EC2", "CLOUDFRONT", "AMAZON", "ROUTE53_RESOLVER"];
    static readonly string[] Tags = ["web", "batch%20jobs", "caf%C3%A9", "50%25", "a%2Bb", "%E6%97%A5%E6%9C%AC"];
    static readonly string[] InterfaceTypes = ["nat_gateway", "network_load_balancer", "regional_nat_gateway", "transit_gateway", "vpc_endpoint"];

    readonly Random random = new(seed);

    public IReadOnlyList<SampleRecord> Vpc(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => VpcRecord()), .. Conversations(), .. Scan(now), .. Beacon(), .. Threats(now)];

    public IReadOnlyList<SampleRecord> TransitGateway(int count) => [.. Enumerable.Range(0, count).Select(_ => GatewayRecord())];

    SampleRecord VpcRecord()
    {
        var (account, region, site) = Place();
        var host = random.Next(6);
        var values = Host(account, region, site, host);
        Times(values, Moment(), random.Next(0, 600));
        values[FlowField.LogStatus] = random.Next(40) switch { 0 => "NODATA", 1 => "SKIPDATA", _ => "OK" };
        if (values[FlowField.LogStatus] != "OK")
            return new SampleRecord(account, region, values);

        var egress = random.Next(2) == 0;
        var inside = random.Next(3) != 0;
        var other = (host + 1 + random.Next(5)) % 6;
        var own = Address(site, host);
        var peer = inside ? Address(site, other) : Pick(Outside);
        if (peer.Contains(':', StringComparison.Ordinal))
            own = string.Create(CultureInfo.InvariantCulture, $"2001:db8:{site:x}::{host + 1:x}");
        var port = Number(Pick(Ports));
        var ephemeral = Number(32768 + random.Next(40));
        var client = egress ? random.Next(4) != 0 : random.Next(4) == 0;
        Flow(values, egress ? own : peer, egress ? peer : own, client == egress ? ephemeral : port, client == egress ? port : ephemeral);
        values[FlowField.Protocol] = random.Next(12) switch { 0 => "1", 1 or 2 => "17", 3 => "47", 4 => "253", _ => "6" };
        values[FlowField.Packets] = Number(random.Next(1, 900));
        values[FlowField.Bytes] = Number(random.Next(40, 2_000_000));
        values[FlowField.Action] = random.Next(4) == 0 ? "REJECT" : "ACCEPT";
        values[FlowField.TcpFlags] = values[FlowField.Protocol] == "6" ? Pick("0", "2", "2", "18", "3", "19", "4", "7") : "0";
        values[FlowField.Type] = own.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4";
        values[FlowField.FlowDirection] = egress ? "egress" : "ingress";
        if (random.Next(6) == 0)
            values[egress ? FlowField.PktSrcAddr : FlowField.PktDstAddr] = Address(site, other);
        if (!inside && random.Next(2) == 0)
            values[egress ? FlowField.PktDstAwsService : FlowField.PktSrcAwsService] = Pick(Services);
        if (egress)
        {
            values[FlowField.TrafficPath] = inside ? Pick("1", "4", "5") : Pick("2", "7", "8", "8");
            if (inside)
                NextHop(values, site, other);
        }

        if (values[FlowField.Action] == "REJECT" && random.Next(3) == 0)
            values[FlowField.RejectReason] = Pick("BPA", "EC");
        if (random.Next(4) != 0)
            values[FlowField.EncryptionStatus] = Number(random.Next(4));
        return new SampleRecord(account, region, values);
    }

    // Both sides of a conversation, at both interfaces, so the same bytes are in the archive twice.
    IEnumerable<SampleRecord> Conversations()
    {
        for (var i = 0; i < 60; i++)
        {
            var (account, region, site) = Place();
            var (client, server) = (random.Next(3), 3 + random.Next(3));
            var (clientPort, serverPort) = (Number(40_000 + random.Next(20)), Number(Pick(443, 5432, 8080)));
            var moment = now.AddHours(-Pick(1, 13, 25)).AddSeconds(-random.Next(1_800));
            var (sent, received) = (random.Next(100, 5_000), random.Next(100, 90_000));
            foreach (var (host, out1) in new[] { (client, "egress"), (server, "ingress") })
            {
                foreach (var reply in new[] { false, true })
                {
                    var values = Host(account, region, site, host);
                    Times(values, moment.AddSeconds(random.Next(3)), 50);
                    values[FlowField.LogStatus] = "OK";
                    Flow(values, Address(site, reply ? server : client), Address(site, reply ? client : server), reply ? serverPort : clientPort, reply
                        ? clientPort : serverPort);
                    values[FlowField.Protocol] = "6";
                    values[FlowField.Packets] = "10";
                    values[FlowField.Bytes] = Number(reply ? received : sent);
                    values[FlowField.Action] = "ACCEPT";
                    values[FlowField.TcpFlags] = reply ? "18" : "2";
                    values[FlowField.Type] = "IPv4";
                    values[FlowField.FlowDirection] = out1 == "egress" == reply ? "ingress" : "egress";
                    yield return new SampleRecord(account, region, values);
                }
            }
        }
    }

    static IEnumerable<SampleRecord> Scan(DateTime now)
    {
        for (var port = 1; port <= 40; port++)
            yield return Rejected("198.51.100.66", Address(0, 2), port, now.AddHours(-3).AddSeconds(port));
        for (var host = 0; host < 30; host++)
            yield return Rejected("198.51.100.67", string.Create(CultureInfo.InvariantCulture, $"10.0.7.{host}"), 3389, now.AddHours(-5).AddSeconds(host));
    }

    IEnumerable<SampleRecord> Beacon()
    {
        for (var i = 0; i < 24; i++)
        {
            var values = Host(Accounts[0], Regions[0], 0, 1);
            Times(values, now.AddMinutes(-5 * i).AddSeconds(-20 - random.Next(3)), 2);
            values[FlowField.LogStatus] = "OK";
            Flow(values, Address(0, 1), "203.0.113.77", Number(50_000 + i), "443");
            (values[FlowField.Protocol], values[FlowField.Packets], values[FlowField.Bytes]) = ("6", "4", "320");
            (values[FlowField.Action], values[FlowField.TcpFlags], values[FlowField.Type]) = ("ACCEPT", "3", "IPv4");
            (values[FlowField.FlowDirection], values[FlowField.TrafficPath]) = ("egress", "8");
            yield return new SampleRecord(Accounts[0], Regions[0], values);
        }
    }

    // A host in a mining pool and on Tor relays, and one whose NTP server answers the outside.
    static IEnumerable<SampleRecord> Threats(DateTime now)
    {
        for (var i = 1; i <= 4; i++)
        {
            yield return Accepted(Address(0, 3), "203.0.113.88", "41000", "3333", "6", now.AddMinutes(-15 * i), 900 + i);
            yield return Accepted(Address(0, 3), $"203.0.113.{90 + (i % 3)}", "42000", i == 1 ? "9030" : "9001", "6", now.AddMinutes(-20 * i), 700);
            yield return Accepted(Address(0, 4), $"198.51.100.{20 + i}", "123", "44000", "17", now.AddMinutes(-7 * i), 48_000);
        }

        // Two periods only, and a private destination.
        yield return Accepted(Address(0, 2), "203.0.113.88", "41000", "4444", "6", now.AddMinutes(-15), 900);
        yield return Accepted(Address(0, 2), "203.0.113.88", "41000", "4444", "6", now.AddMinutes(-45), 900);
        yield return Accepted(Address(0, 2), Address(0, 3), "41000", "9001", "6", now.AddMinutes(-45), 900);
    }

    static SampleRecord Accepted(string source, string destination, string sourcePort, string destinationPort, string protocol, DateTime moment, long bytes)
    {
        var values = Host(Accounts[0], Regions[0], 0, 3);
        Times(values, moment, 5);
        values[FlowField.LogStatus] = "OK";
        Flow(values, source, destination, sourcePort, destinationPort);
        (values[FlowField.Protocol], values[FlowField.Packets], values[FlowField.Bytes]) = (protocol, "4", Number(bytes));
        (values[FlowField.Action], values[FlowField.TcpFlags], values[FlowField.Type], values[FlowField.FlowDirection]) = ("ACCEPT", protocol == "6" ? "3"
            : "0", "IPv4", "egress");
        return new SampleRecord(Accounts[0], Regions[0], values);
    }

    static SampleRecord Rejected(string source, string destination, int port, DateTime moment)
    {
        var values = Host(Accounts[0], Regions[0], 0, 2);
        Times(values, moment, 5);
        values[FlowField.LogStatus] = "OK";
        Flow(values, source, destination, "45000", Number(port));
        (values[FlowField.Protocol], values[FlowField.Packets], values[FlowField.Bytes]) = ("6", "1", "40");
        (values[FlowField.Action], values[FlowField.TcpFlags], values[FlowField.Type], values[FlowField.FlowDirection]) = ("REJECT", "2", "IPv4", "ingress");
        return new SampleRecord(Accounts[0], Regions[0], values);
    }

    SampleRecord GatewayRecord()
    {
        var (account, region, site) = Place();
        var values = new Dictionary<FlowField, string>
        {
            [FlowField.Version] = "6",
            [FlowField.ResourceType] = "TransitGateway",
            [FlowField.AccountId] = account,
            [FlowField.TgwId] = $"tgw-{site}",
            [FlowField.TgwAttachmentId] = $"tgw-attach-{site}{random.Next(3)}",
            [FlowField.Region] = region,
            [FlowField.LogStatus] = random.Next(30) == 0 ? "SKIPDATA" : "OK",
        };
        Times(values, Moment(), random.Next(60));
        if (values[FlowField.LogStatus] != "OK")
            return new SampleRecord(account, region, values);
        var (from, to) = (random.Next(4), random.Next(4));
        foreach (var (field, text) in new[]
        {
            (FlowField.TgwSrcVpcAccountId, account), (FlowField.TgwDstVpcAccountId, Pick(Accounts)), (FlowField.TgwSrcVpcId, $"vpc-{from}"),
            (FlowField.TgwDstVpcId, $"vpc-{to}"),
            (FlowField.TgwSrcSubnetId, $"subnet-{from}"), (FlowField.TgwDstSubnetId, $"subnet-{to}"), (FlowField.TgwSrcEni, $"eni-{from}"),
            (FlowField.TgwDstEni, $"eni-{to}"),
            (FlowField.TgwSrcAzId, $"euw1-az{1 + (from % 3)}"), (FlowField.TgwDstAzId, $"euw1-az{1 + (to % 3)}"),
            (FlowField.TgwPairAttachmentId, $"tgw-attach-{site}{random.Next(3)}"),
            (FlowField.SrcAddr, Address(from, 1)), (FlowField.DstAddr, Address(to, 2)), (FlowField.SrcPort, "40000"), (FlowField.DstPort, Number(Pick(Ports))),
            (FlowField.Protocol, Pick("6", "17")),
            (FlowField.Packets, Number(random.Next(1, 500))), (FlowField.Bytes, Number(random.Next(40, 900_000))), (FlowField.Type, "IPv4"),
            (FlowField.PacketsLostNoRoute, Number(random.Next(6) == 0 ? random.Next(9) : 0)),
            (FlowField.PacketsLostBlackhole, Number(random.Next(6) == 0 ? random.Next(9) : 0)),
            (FlowField.PacketsLostMtuExceeded, "0"), (FlowField.PacketsLostTtlExpired, Number(random.Next(9) == 0 ? 1 : 0)),
            (FlowField.TcpFlags, Pick("2", "26", "17")), (FlowField.FlowDirection, Pick("ingress", "egress")),
        })
            values[field] = text;
        return new SampleRecord(account, region, values);
    }

    static Dictionary<FlowField, string> Host(string account, string region, int site, int host)
    {
        var values = new Dictionary<FlowField, string>
        {
            [FlowField.Version] = "11",
            [FlowField.AccountId] = account,
            [FlowField.InterfaceId] = $"eni-{site}{host}",
            [FlowField.VpcId] = $"vpc-{site}",
            [FlowField.SubnetId] = $"subnet-{site}{host % 3}",
            [FlowField.Region] = region,
            [FlowField.AzId] = Zone(region, host),
        };
        if (host == 5)
            values[FlowField.InterfaceType] = InterfaceTypes[site];
        else
            values[FlowField.InstanceId] = $"i-{site}{host}";
        if (host % 2 == 0)
        {
            values[FlowField.InstanceTag] = Tags[(site + host) % Tags.Length];
            values[FlowField.InterfaceTag2] = Tags[host % Tags.Length];
        }

        if (host is 1 or 3)
        {
            values[FlowField.EcsClusterName] = $"cluster-{site}";
            values[FlowField.EcsServiceName] = host == 1 ? "orders" : "payments";
            values[FlowField.EcsTaskId] = $"task-{site}{host}";
        }

        if (host == 4)
            (values[FlowField.SublocationType], values[FlowField.SublocationId]) = ("outpost", $"op-{site}");
        if (host == 5 && site == 2)
            values[FlowField.ResourceId] = "nat-0a1b";
        return values;
    }

    void NextHop(Dictionary<FlowField, string> values, int site, int other)
    {
        values[FlowField.NextHopInterfaceId] = $"eni-{site}{other}";
        values[FlowField.NextHopSubnetId] = $"subnet-{site}{other % 3}";
        values[FlowField.NextHopAzId] = Zone(values[FlowField.Region], other);
        values[FlowField.NextHopVpcId] = $"vpc-{site}";
        values[FlowField.NextHopInterfaceType] = Pick(InterfaceTypes);
    }

    static void Flow(Dictionary<FlowField, string> values, string source, string destination, string sourcePort, string destinationPort)
    {
        values[FlowField.SrcAddr] = values[FlowField.PktSrcAddr] = source;
        values[FlowField.DstAddr] = values[FlowField.PktDstAddr] = destination;
        values[FlowField.SrcPort] = sourcePort;
        values[FlowField.DstPort] = destinationPort;
    }

    static void Times(Dictionary<FlowField, string> values, DateTime start, int seconds)
    {
        var unix = new DateTimeOffset(start).ToUnixTimeSeconds();
        values[FlowField.Start] = Number(unix);
        values[FlowField.End] = Number(unix + seconds);
    }

    // Half in some hours of the last day, half on some days of five weeks, around midnight and at noon. There are few hours, because each has an object.
    DateTime Moment() => random.Next(2) == 0
        ? now.AddHours(-Pick(0, 1, 5, 12, 13, 23)).AddSeconds(-random.Next(3_600) - 1)
        : now.Date.AddDays(-Pick(1, 2, 7, 14, 29, 30, 31)).AddHours(Pick(0, 12, 23)).AddSeconds(random.Next(3_600));

    (string Account, string Region, int Site) Place()
    {
        var site = random.Next(4);
        return (Accounts[site % 2], Regions[site / 2], site);
    }

    static string Zone(string region, int host) => $"{(region == "eu-west-1" ? "euw1" : "use1")}-az{1 + (host % 2)}";

    static string Address(int site, int host) => string.Create(CultureInfo.InvariantCulture, $"10.{site}.{host % 3}.{10 + host}");

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}

using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The records of each attack scenario have its characteristic properties.</summary>
public sealed class AttackTests
{
    const long LargeTransfer = 500_000_000;

    static List<Seen> Requests(ScenarioKind kind, FlowLogFormat? format = null)
    {
        var all = Traffic.Of(kind, format ?? FlowLogFormat.V11);
        Assert.NotEmpty(all);
        return [.. all.Where(record => record.IsRequest)];
    }

    static void AllFromOutsideIn(IEnumerable<Seen> records) => Assert.All(records, record =>
    {
        Assert.False(Traffic.IsInside(record.Source));
        Assert.True(Traffic.IsInside(record.Destination));
        Assert.Equal("ingress", record["flow-direction"]);
    });

    static void AllAnswered(ScenarioKind kind, params long[] ports)
    {
        var all = Traffic.Of(kind, FlowLogFormat.V11);
        Assert.All(all, record => Assert.Equal("ACCEPT", record["action"]));
        var (requests, answers) = (all.Where(record => !record.Truth.IsAnswer).ToList(), all.Where(record => record.Truth.IsAnswer).ToList());
        AllFromOutsideIn(requests);
        Assert.All(requests, record => Assert.Contains(record.Number("dstport"), ports));
        Assert.All(answers, record =>
        {
            Assert.Contains(record.Number("srcport"), ports);
            Assert.InRange(record.Number("dstport"), 32_768, 49_999);
            Assert.Equal("egress", record["flow-direction"]);
        });
        Assert.InRange(answers.Count, requests.Count * 0.9, requests.Count * 1.1);
        Assert.Equal(ports.Order(), requests.Select(record => record.Number("dstport")).Distinct().Order());
    }

    [Fact]
    public void Ssh_brute_force_is_very_many_rejected_connections_to_port_22_from_few_sources()
    {
        var requests = Requests(ScenarioKind.SshBruteForce);
        AllFromOutsideIn(requests);
        Assert.All(requests, record => Assert.Equal(("22", "6", "REJECT", "2"),
            (record["dstport"], record["protocol"], record["action"], record["tcp-flags"])));
        Assert.InRange(requests.Count, 1200, 1205);
        Assert.Equal(3, requests.Select(record => record.Source).Distinct().Count());
        Assert.True(requests.Select(record => record.Destination).Distinct().Count() > 1);
    }

    [Fact]
    public void Ssh_accepted_is_answered_on_port_22() => AllAnswered(ScenarioKind.SshAccepted, 22);

    [Fact]
    public void Rdp_accepted_is_answered_on_port_3389() => AllAnswered(ScenarioKind.RdpAccepted, 3389);

    [Fact]
    public void An_exposed_database_answers_on_the_ports_of_databases()
    {
        AllAnswered(ScenarioKind.DatabaseExposed, 1433, 3306, 5432, 6379, 27_017);
        Assert.All(Requests(ScenarioKind.DatabaseExposed), record => Assert.Equal("data", record["interface-tag"]));
    }

    [Fact]
    public void Cleartext_is_ftp_and_telnet() => AllAnswered(ScenarioKind.Cleartext, 21, 23);

    [Fact]
    public void Internet_in_a_private_subnet_is_addressed_there_directly()
    {
        AllAnswered(ScenarioKind.PrivateSubnetInternet, 8443);
        Assert.All(Requests(ScenarioKind.PrivateSubnetInternet), record => Assert.Equal("web%20tier", record["instance-tag"]));
    }

    [Fact]
    public void A_horizontal_scan_tries_one_port_of_very_many_addresses_from_one()
    {
        var requests = Requests(ScenarioKind.PortScanHorizontal);
        Assert.Single(requests.Select(record => record.Source).Distinct());
        Assert.Single(requests.Select(record => record["dstport"]).Distinct());
        Assert.True(requests.Select(record => record.Destination).Distinct().Count() > 4000);
        Assert.All(requests, record => Assert.Equal(("6", "2", "REJECT", "egress"),
            (record["protocol"], record["tcp-flags"], record["action"], record["flow-direction"])));
    }

    [Fact]
    public void A_vertical_scan_tries_very_many_ports_of_one_address_from_one_the_well_known_first()
    {
        var requests = Requests(ScenarioKind.PortScanVertical);
        AllFromOutsideIn(requests);
        Assert.Single(requests.Select(record => (record.Source, record.Destination)).Distinct());
        Assert.True(requests.Select(record => record["dstport"]).Distinct().Count() > 5900);
        Assert.All(requests, record => Assert.Equal(("6", "2", "REJECT"), (record["protocol"], record["tcp-flags"], record["action"])));
        var wellKnown = requests.ConvertAll(record => record.Number("dstport") < 1024);
        Assert.Equal(600, wellKnown.Take(600).Count(isWellKnown => isWellKnown));
        Assert.InRange(wellKnown.Skip(1200).Count(isWellKnown => isWellKnown), 0, 150);
    }

    [Fact]
    public void A_vertical_scan_reaches_every_port_once_before_any_again()
    {
        var plan = Traffic.Plan(FlowLogFormat.Default, "port-scan-vertical,rate=1100/s") with { Duration = TimeSpan.FromMinutes(1) };
        var ports = Traffic.Read(plan).Where(record => record.IsTraffic).Select(record => record.Number("dstport")).ToList();
        Assert.Equal(1100 * 60, ports.Count);
        // The well-known ports occur once at the start, and again in their turn.
        Assert.True(ports.Distinct().Count() > 64_500);
    }

    [Fact]
    public void An_icmp_flood_is_echo_requests_by_the_hundreds_from_hundreds_of_sources()
    {
        var requests = Requests(ScenarioKind.IcmpFlood);
        AllFromOutsideIn(requests);
        Assert.All(requests, record =>
        {
            Assert.Equal(("1", "0", "0", "ACCEPT"), (record["protocol"], record["srcport"], record["dstport"], record["action"]));
            Assert.True(record.Number("packets") >= 200);
        });
        Assert.True(requests.Select(record => record.Source).Distinct().Count() > 2500);
        Assert.Single(requests.Select(record => record.Destination).Distinct());
        Assert.DoesNotContain(Traffic.Of(ScenarioKind.IcmpFlood, FlowLogFormat.V11), record => record.Truth.IsAnswer);
    }

    [Theory]
    [InlineData("dns-tunnel-tcp", "6")]
    [InlineData("dns-tunnel-udp", "17")]
    public void A_dns_tunnel_leads_from_the_inside_to_one_resolver_outside(string name, string protocol)
    {
        Assert.True(ScenarioKind.TryGet(name, out var kinds));
        var requests = Requests(kinds[0]);
        Assert.All(requests, record =>
        {
            Assert.Equal((protocol, "53", "ACCEPT"), (record["protocol"], record["dstport"], record["action"]));
            Assert.True(Traffic.IsInside(record.Source));
            Assert.True(record.Number("bytes") > 8000, record.Line);
        });
        var outside = requests.Select(record => record["pkt-dstaddr"]).Distinct();
        Assert.False(Traffic.IsInside(FlowAddress.TryParse(Assert.Single(outside), out var address) ? address : default));
    }

    [Fact]
    public void Exfiltration_sends_far_more_to_one_address_than_it_gets()
    {
        var all = Traffic.Of(ScenarioKind.ExfiltrationEgress, FlowLogFormat.V11);
        var sent = all.Where(record => record.IsRequest).ToList();
        Assert.Single(sent.Select(record => record["pkt-dstaddr"]).Distinct());
        Assert.All(sent, record => Assert.InRange(record.Number("bytes"), 20_000_000, LargeTransfer));
        Assert.True(sent.Sum(record => record.Number("bytes")) > 20 * all.Where(record => record.Truth.IsAnswer).Sum(record => record.Number("bytes")));
    }

    [Fact]
    public void An_exfiltrating_transfer_has_more_than_half_a_gigabyte_in_every_record()
    {
        var requests = Requests(ScenarioKind.ExfiltrationTransfer);
        Assert.All(requests, record => Assert.InRange(record.Number("bytes"), LargeTransfer + 1, 1_000_000_000));
        Assert.Equal(3, requests.Select(record => (record["interface-id"], record["flow-direction"])).Distinct().Count());
    }

    [Fact]
    public void A_misconfigured_network_acl_accepts_requests_and_rejects_their_answers()
    {
        var all = Traffic.Of(ScenarioKind.MisconfiguredNacl, FlowLogFormat.V11);
        Assert.All(all.Where(record => record.Truth.IsAnswer), record =>
            Assert.Equal(("REJECT", "egress", "443"), (record["action"], record["flow-direction"], record["srcport"])));
        Assert.All(all.Where(record => record.IsRequest && record["flow-direction"] is "egress"), record =>
            Assert.Equal(("ACCEPT", "8443"), (record["action"], record["dstport"])));
        Assert.All(all.Where(record => record.IsRequest && record["dstport"] is "8443" && record["flow-direction"] is "ingress"), record =>
            Assert.Equal("REJECT", record["action"]));
        Assert.InRange(all.Count(record => record["action"] is "REJECT"), all.Count * 0.4, all.Count * 0.6);
    }

    [Fact]
    public void A_surge_of_rejects_comes_from_few_sources_and_not_to_administrators_ports()
    {
        var requests = Requests(ScenarioKind.RejectedSurge);
        AllFromOutsideIn(requests);
        Assert.All(requests, record => Assert.Equal("REJECT", record["action"]));
        Assert.DoesNotContain(requests, record => record["dstport"] is "22" or "3389");
        Assert.InRange(requests.Count, 6000, 6010);
        Assert.Equal(20, requests.Select(record => record.Source).Distinct().Count());
        Assert.True(requests.Select(record => record["dstport"]).Distinct().Count() > 5);
    }

    [Fact]
    public void Unexpected_protocols_are_none_of_the_usual()
    {
        var requests = Requests(ScenarioKind.UnexpectedProtocol);
        Assert.Equal(["132", "4", "47", "94"], requests.Select(record => record["protocol"]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(requests, record => Assert.Equal(("0", "0", "ACCEPT"), (record["srcport"], record["dstport"], record["action"])));
    }

    [Fact]
    public void Spam_goes_to_port_25_of_very_many_hosts()
    {
        var requests = Requests(ScenarioKind.SmtpSpam);
        Assert.All(requests, record => Assert.Equal(("25", "6", "ACCEPT"), (record["dstport"], record["protocol"], record["action"])));
        Assert.True(requests.Select(record => record["pkt-dstaddr"]).Distinct().Count() > 300);
    }

    [Fact]
    public void Unencrypted_traffic_says_so() =>
        Assert.All(Traffic.Of(ScenarioKind.Unencrypted, FlowLogFormat.V10), record => Assert.Equal("0", record["encryption-status"]));

    [Fact]
    public void Block_public_access_rejects_without_saying_how_many_bytes()
    {
        var requests = Requests(ScenarioKind.BpaReject, FlowLogFormat.V8);
        AllFromOutsideIn(requests);
        Assert.All(requests, record => Assert.Equal(("REJECT", "BPA", "-"), (record["action"], record["reject-reason"], record["bytes"])));
    }

    [Theory]
    [InlineData("ssh-brute-force,ip=v6")]
    [InlineData("port-scan-vertical,ip=v6")]
    [InlineData("icmp-flood,ip=v6")]
    [InlineData("dns-tunnel-udp,ip=v6")]
    [InlineData("exfiltration-transfer,ip=v6")]
    public void Comes_over_ipv6_when_told_to(string scenario)
    {
        var records = Traffic.Read(Traffic.Plan(FlowLogFormat.V5, scenario)).Where(record => record.IsTraffic).ToList();
        Assert.NotEmpty(records);
        Assert.All(records, record => Assert.Equal(("IPv6", false, false), (record["type"], record.Source.IsIPv4, record.Destination.IsIPv4)));
        Assert.DoesNotContain(records, record => record["protocol"] is "1");
    }

    [Fact]
    public void Every_scenario_shows_in_transit_gateway_records_or_is_refused_for_them()
    {
        foreach (var kind in ScenarioKind.All.Where(kind => kind != ScenarioKind.SilentGap))
        {
            var plan = Traffic.Plan(FlowLogFormat.TransitGateway, kind.Name);
            if (kind.AppliesTo is RecordKinds.Both)
                Assert.Contains(Traffic.Read(plan), record => record.Truth.Scenario == kind);
            else
                Assert.Contains(kind.Name, Assert.Throws<FormatException>(() => plan.Validated()).Message);
        }
    }
}

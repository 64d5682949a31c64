using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The place, time and form of recorded flows are AWS's.</summary>
public sealed class FlowTests
{
    static TrafficPlan Short(params string[] scenarios) => Traffic.Plan(FlowLogFormat.V11, scenarios) with { IPv6Percent = 0 };

    static IEnumerable<IGrouping<string, Seen>> Conversations(IEnumerable<Seen> records) =>
        records.Where(record => record.IsTraffic).GroupBy(record =>
        {
            var ends = new[] { $"{record["pkt-srcaddr"]} {record["srcport"]}", $"{record["pkt-dstaddr"]} {record["dstport"]}" };
            Array.Sort(ends, StringComparer.Ordinal);
            return $"{record["protocol"]} {ends[0]} {ends[1]}";
        });

    [Fact]
    public void Both_ends_record_both_directions_when_both_are_ours()
    {
        var local = Conversations(Traffic.Read(Short("quiet-office"))).Where(talk => talk.First()["protocol"] is "17").ToList();
        Assert.NotEmpty(local);
        Assert.All(local, talk =>
        {
            Assert.Equal(0, talk.Count() % 4);
            Assert.Equal(2, talk.Select(record => record["interface-id"]).Distinct().Count());
            Assert.Equal(talk.Count() / 2, talk.Count(record => record.Truth.IsAnswer));
            Assert.Equal(talk.Count() / 2, talk.Count(record => record["flow-direction"] is "egress"));
        });
    }

    [Fact]
    public void A_call_through_the_nat_gateway_is_seen_six_times_with_both_of_its_addresses()
    {
        var records = Traffic.Read(Short("nat")).Where(record => record.IsTraffic).ToList();
        var nat = Assert.Single(records.Where(record => record["interface-type"] is "nat_gateway").Select(record => record["interface-id"]).Distinct());
        var address = records.First(record => record["interface-id"] == nat && record["flow-direction"] is "ingress")["dstaddr"];
        foreach (var record in records.Where(record => record["interface-id"] == nat))
        {
            switch (record["flow-direction"], record.Truth.IsAnswer)
            {
                case ("ingress", false):
                    Assert.Equal((address, true), (record["dstaddr"], record["pkt-dstaddr"] != address));
                    break;
                case ("egress", false):
                    Assert.Equal((address, address, "8"), (record["srcaddr"], record["pkt-srcaddr"], record["traffic-path"]));
                    break;
                case ("ingress", true):
                    Assert.Equal((address, address), (record["dstaddr"], record["pkt-dstaddr"]));
                    break;
                default:
                    Assert.Equal((address, true), (record["srcaddr"], record["pkt-srcaddr"] != address));
                    break;
            }
        }

        Assert.All(records.Where(record => record["interface-id"] != nat && record["flow-direction"] is "egress"), record =>
            Assert.Equal((nat, "nat_gateway", "1"), (record["next-hop-interface-id"], record["next-hop-interface-type"], record["traffic-path"])));
        Assert.All(records, record => Assert.Equal(record["interface-id"] == nat && record["flow-direction"] is "ingress"
            && !record.Truth.IsAnswer, record.Truth.IsRelayed));
    }

    [Fact]
    public void A_call_through_the_transit_gateway_passes_its_interface()
    {
        var records = Traffic.Read(Short("transit-gateway")).Where(record => record.IsTraffic).ToList();
        var gateway = records.Where(record => record["interface-type"] is "transit_gateway").ToList();
        Assert.NotEmpty(gateway);
        Assert.Contains(gateway, record => record["srcaddr"] != record["pkt-srcaddr"]);
        Assert.Contains(gateway, record => record["dstaddr"] != record["pkt-dstaddr"]);
    }

    [Fact]
    public void Connections_open_with_syn_and_their_answers_with_syn_ack()
    {
        var records = Traffic.Read(Short("web-tier")).Where(record => record.IsTraffic && record["protocol"] is "6").ToList();
        Assert.All(records, record => Assert.Contains(record.Number("tcp-flags"), record.Truth.IsAnswer ? new long[] { 0, 1, 4, 18, 19, 22 }
            : [0, 1, 2, 3, 4, 6]));
        Assert.Contains(records, record => record["tcp-flags"] is "3");
        Assert.Contains(records, record => record["tcp-flags"] is "19");
        Assert.Contains(records, record => record["tcp-flags"] is "0");
    }

    [Fact]
    public void A_connection_that_lasts_has_one_record_in_each_interval_and_says_syn_and_fin_once()
    {
        var database = Conversations(Traffic.Read(Short("web-tier"))).Where(talk => talk.Any(record => record["dstport"] is "5432")).ToList();
        var longest = database.Select(talk => talk.Where(record => record["dstport"] is "5432" && record["flow-direction"] is "egress")
            .OrderBy(record => record.Truth.Start).ToList()).MaxBy(talk => talk.Count)!;
        Assert.True(longest.Count >= 4);
        Assert.Equal(longest.Count, longest.Select(record => record.Truth.Start / 60).Distinct().Count());
        Assert.All(longest.Skip(1), record => Assert.Equal(0, record.Truth.Start % 60));
        Assert.All(longest.SkipLast(1), record => Assert.Equal(59, record.Truth.End % 60));
        Assert.Equal(2, longest[0].Number("tcp-flags"));
        Assert.All(longest.Skip(1), record => Assert.Equal(0, record.Number("tcp-flags") & 2));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(600)]
    public void Stays_within_aggregation_intervals_and_in_order(int seconds)
    {
        var plan = Short("quiet-office", "web-tier", "icmp-flood@+1m", "exfiltration") with { AggregationInterval = TimeSpan.FromSeconds(seconds) };
        var start = plan.Start.ToUnixTimeSeconds();
        var last = 0L;
        foreach (var record in Traffic.Read(plan))
        {
            Assert.Equal((record.Truth.Start, record.Truth.End), (record.Number("start"), record.Number("end")));
            Assert.InRange(record.Truth.Start, Math.Max(start, last), start + (15 * 60) - 1);
            Assert.InRange(record.Truth.End, record.Truth.Start, start + (15 * 60) - 1);
            Assert.Equal((record.Truth.Start - start) / seconds, (record.Truth.End - start) / seconds);
            last = record.Truth.Start;
        }
    }

    [Fact]
    public void Packets_have_room_for_their_headers() =>
        Assert.All(
            Traffic.Read(Short("quiet-office", "web-tier", "nat", "transit-gateway", "port-scan", "dns-tunnel", "exfiltration", "icmp-flood",
                "misconfigured-nacl", "smtp-spam", "unexpected-protocol") with { IPv6Percent = 30 }).Where(record => record.IsTraffic),
            record => Assert.True(record.Number("packets") > 0 && record.Number("bytes") >= 40 * record.Number("packets"), record.Line));

    [Fact]
    public void Says_of_an_interface_without_traffic_that_there_was_none()
    {
        var records = Traffic.Read(Traffic.Plan(FlowLogFormat.Default, "web-tier"));
        var none = records.Where(record => record["log-status"] is "NODATA").ToList();
        Assert.NotEmpty(none);
        Assert.Matches("^2 123456789010 eni-[0-9a-f]{17} - - - - - - - [0-9]{10} [0-9]{10} - NODATA$", none[0].Line);
        Assert.All(none, record => Assert.Null(record.Truth.Scenario));
        Assert.All(none, record => Assert.Equal(59, record.Truth.End - record.Truth.Start));
        var busy = records.Where(record => record.IsTraffic).Select(record => (record["interface-id"], record.Truth.Start / 60)).ToHashSet();
        Assert.DoesNotContain(none, record => busy.Contains((record["interface-id"], record.Truth.Start / 60)));
    }

    [Fact]
    public void Says_that_records_were_lost_and_loses_half_of_them()
    {
        var plan = Traffic.Plan(FlowLogFormat.Default, "quiet-office,rate=600/s", "skipdata@+2m,2m,rate=40/m") with { Duration = TimeSpan.FromMinutes(6) };
        var records = Traffic.Read(plan);
        var skipped = records.Where(record => record["log-status"] is "SKIPDATA").ToList();
        Assert.Equal(80, skipped.Count);
        Assert.Matches("^2 123456789010 eni-[0-9a-f]{17} - - - - - - - [0-9]{10} [0-9]{10} - SKIPDATA$", skipped[0].Line);
        var minutes = records.Where(record => record.IsTraffic).GroupBy(record => (record.Truth.Start - plan.Start.ToUnixTimeSeconds()) / 60)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.InRange(minutes[2], minutes[0] * 0.4, minutes[0] * 0.6);
        Assert.InRange(minutes[5], minutes[0] * 0.9, minutes[0] * 1.2);
    }

    [Fact]
    public void A_silent_gap_has_no_records_at_all()
    {
        var plan = Traffic.Plan(FlowLogFormat.Default, "quiet-office", "web-tier", "silent-gap@+5m,3m");
        var (from, to) = (plan.Start.ToUnixTimeSeconds() + 300, plan.Start.ToUnixTimeSeconds() + 480);
        var records = Traffic.Read(plan);
        Assert.DoesNotContain(records, record => record.Truth.Start < to && record.Truth.End >= from);
        Assert.Contains(records, record => record.Truth.Start < from);
        Assert.Contains(records, record => record.Truth.Start >= to && record.Truth.Start < to + 30);
    }

    [Fact]
    public void A_transit_gateway_sees_each_direction_once_at_each_attachment()
    {
        var records = Traffic.Read(Traffic.Plan(FlowLogFormat.TransitGateway, "transit-gateway"));
        Assert.All(records, record => Assert.NotEqual(record["tgw-attachment-id"], record["tgw-pair-attachment-id"]));
        var twins = records.GroupBy(record => $"{record["srcaddr"]} {record["dstaddr"]} {record["srcport"]} {record["dstport"]} {record["start"]}").ToList();
        Assert.All(twins, twin =>
        {
            Assert.Equal(["egress", "ingress"], twin.Select(record => record["flow-direction"]).Order(StringComparer.Ordinal));
            Assert.Single(twin.Select(record => (record["tgw-src-vpc-id"], record["tgw-dst-vpc-id"])).Distinct());
            Assert.Equal(twin.First()["tgw-attachment-id"], twin.Last()["tgw-pair-attachment-id"]);
        });
    }

    [Fact]
    public void A_transit_gateway_counts_the_packets_it_drops()
    {
        var records = Traffic.Read(Traffic.Plan(FlowLogFormat.TransitGateway, "misconfigured-nacl"));
        Assert.Contains(records, record => record.Number("packets-lost-blackhole") > 0);
        Assert.All(records, record => Assert.Equal(record.Truth.IsAnswer ? record.Number("packets") : 0, record.Number("packets-lost-blackhole")));
    }

    [Fact]
    public void Each_network_has_ids_and_addresses_of_its_own()
    {
        var plan = Short("quiet-office") with { Accounts = TrafficPlan.AccountIds(2), Regions = ["eu-central-1", "ap-northeast-2"],
            Rate = TrafficRate.PerSecond(40) };
        var records = Traffic.Read(plan).Where(record => record.IsTraffic).ToList();
        var sites = records.GroupBy(record => (record["account-id"], record["region"])).ToList();
        Assert.Equal(4, sites.Count);
        Assert.Equal(4, sites.SelectMany(site => site.Select(record => record["vpc-id"]).Distinct()).Distinct().Count());
        Assert.Equal(["euc1-az1", "euc1-az2"], sites.First(site => site.Key.Item2 is "eu-central-1").Select(record => record["az-id"]).Distinct()
            .Order(StringComparer.Ordinal));
        Assert.Equal(["apne2-az1", "apne2-az2"], sites.First(site => site.Key.Item2 is "ap-northeast-2").Select(record => record["az-id"]).Distinct()
            .Order(StringComparer.Ordinal));
        Assert.All(records, record => Assert.Equal((record["account-id"], record["region"]), (record.Truth.AccountId, record.Truth.Region)));
    }
}

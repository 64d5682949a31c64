using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>What the catalog's alarms, at their defaults, make of traffic as independent captures have it.</summary>
public sealed class RealTrafficTests
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);
    static readonly int[] DatabasePorts = [1433, 3306, 5432, 6379, 9200, 27017];

    internal static List<AlarmOutcome> InAlarm(RealTraffic traffic) =>
        [.. QualityTests.Backtested(traffic.ToStream(), QualityTests.TemplateOf(FlowLogFormat.V5, MonitoredNetwork.Default))
            .Alarms.Where(alarm => alarm.TimesInAlarm > 0 && alarm.Name != Records.Detections.LogsSilent.Title)];

    internal static Detection Named(AlarmOutcome alarm) => Records.Detections.All.Single(detection => detection.Title == alarm.Name);

    static string[] Ids(IEnumerable<AlarmOutcome> alarms) => [.. alarms.Select(alarm => Named(alarm).Id)];

    [Fact]
    public void A_day_of_probes_that_an_open_host_does_not_answer_raises_no_alarm()
    {
        var traffic = new RealTraffic().Probes(1203, Day, DatabasePorts).Probes(281, Day, [21, 23, 110, 143]).Probes(400, Day, [22, 3389]);
        Assert.Empty(Ids(InAlarm(traffic)));
    }

    [Fact]
    public void A_brute_force_that_a_host_answers_is_found_within_minutes()
    {
        var found = InAlarm(new RealTraffic().Probes(1203, Day, DatabasePorts).Answered(6774, Day, 22, 321));
        Assert.Equal(["RemoteAccessAccepted", "SshManyClients"], Ids(found));
        Assert.True(found[0].FirstAlarm < RealTraffic.Start.AddMinutes(15), $"{found[0].FirstAlarm}");
    }

    [Fact]
    public void An_administrator_who_logs_in_is_no_brute_force() =>
        Assert.Equal(["RemoteAccessAccepted"], Ids(InAlarm(new RealTraffic().Answered(60, TimeSpan.FromHours(6), 22, 3))));

    [Fact]
    public void A_command_channel_is_first_among_regular_small_connections()
    {
        var traffic = new RealTraffic().Unanswered(720, TimeSpan.FromHours(2), 6667, 1).Answered(600, TimeSpan.FromHours(2), 443, 90);
        for (var i = 0; i < 40; i++)
            traffic.Record(i * 180, RealTraffic.Host, 51000 + i, "203.0.113.80", 443, 3, "egress", packets: 400, bytes: 300_000);
        var rows = Run("Beacons", traffic);
        Assert.Equal(("203.0.113.66", "6667", "12"), (rows[0, "dstaddr"].ToString(), rows[0, "dstport"].ToString(), rows[0, "periods"].ToString()));
        Assert.Single(rows.Rows);
    }

    [Fact]
    public void Brute_force_is_first_among_hosts_that_answer_many_addresses()
    {
        var rows = Run("BruteForce", new RealTraffic().Answered(6774, Day, 22, 321));
        Assert.True(int.Parse(rows[0, "clients"].ToString()!, System.Globalization.CultureInfo.InvariantCulture) >= 100);
    }

    static LogsInsightsResult Run(string query, RealTraffic traffic)
    {
        var run = LogsInsightsQuery.Parse(InsightsQueries.Get(query).Of(FlowLogFormat.V5).Query).Start(new LogsInsightsOptions { Format = FlowLogFormat.V5 });
        foreach (var line in traffic.Lines)
            run.Add(line);
        return run.Complete();
    }

    [Fact]
    public void Ten_times_the_noise_at_every_public_address_is_a_low_severity()
    {
        var found = InAlarm(new RealTraffic().Probes(4000, TimeSpan.FromMinutes(15), [80, 8080, 8443]));
        Assert.Equal(["UnansweredProbes"], Ids(found));
        Assert.Equal(Severity.Low, Named(found[0]).Severity);
    }

    [Theory]
    [InlineData(1, 85)]
    [InlineData(8, 30)]
    [InlineData(64, 30)]
    public void Noise_without_a_scanner_is_no_scan_however_many_addresses_hear_it(int addresses, int pairs) =>
        Assert.Empty(Ids(InAlarm(new RealTraffic().Noise(addresses, pairs, TimeSpan.FromHours(addresses > 10 ? 0.5 : 2)))));

    [Fact]
    public void A_surge_of_many_sources_with_a_port_each_is_no_scan() =>
        Assert.DoesNotContain("VerticalScan", Ids(InAlarm(new RealTraffic().Noise(8, 30, TimeSpan.FromHours(2))
            .Probes(320, TimeSpan.FromMinutes(4), [.. Enumerable.Range(2000, 320)], "REJECT"))));

    [Fact]
    public void One_source_that_tries_many_ports_or_hosts_is_a_scan_in_any_noise()
    {
        var noise = new RealTraffic().Noise(8, 30, TimeSpan.FromHours(2));
        Assert.Contains("VerticalScan", Ids(InAlarm(noise.Probes(260, TimeSpan.FromMinutes(4), [.. Enumerable.Range(1, 260)], "REJECT", "203.0.113.77"))));
        var sweep = new RealTraffic().Noise(8, 30, TimeSpan.FromHours(2));
        for (var i = 0; i < 260; i++)
            sweep.Record(3600 + (i / 2), "203.0.113.77", 60000, $"10.0.{2 + (i / 200)}.{i % 200}", 445, 2, "ingress", "REJECT");
        Assert.Contains("HorizontalScan", Ids(InAlarm(sweep)));
    }

    [Fact]
    public void A_client_that_repeats_one_rejected_request_is_no_scan() =>
        Assert.DoesNotContain(Ids(InAlarm(new RealTraffic().Probes(2000, TimeSpan.FromHours(1), [443], "REJECT", "203.0.113.77"))), id =>
            id.EndsWith("Scan", StringComparison.Ordinal));

    [Fact]
    public void A_slow_scan_is_first_in_its_query_over_a_day()
    {
        var traffic = new RealTraffic().Noise(8, 3, TimeSpan.FromHours(8))
            .Probes(1248, TimeSpan.FromHours(8), [.. Enumerable.Range(1000, 1248)], "REJECT", "203.0.113.77");
        var rows = Run("SlowPortScans", traffic);
        Assert.Equal(("203.0.113.77", "1248"), (rows[0, "srcaddr"].ToString(), rows[0, "ports"].ToString()));
        Assert.Single(rows.Rows);
    }

    public static TheoryData<string, int, double, int> FromInside => new()
    {
        { "a scan for Telnet", 3600, 60, 5000 },
        { "a command channel that calls one server 719 times in nine minutes", 719, 9, 1 },
        { "a beacon every ten seconds", 720, 120, 1 },
    };

    [Theory]
    [MemberData(nameof(FromInside))]
    public void Connections_from_inside_that_no_host_answers_are_found(string what, int count, double minutes, int targets)
    {
        var found = InAlarm(new RealTraffic().Unanswered(count, TimeSpan.FromMinutes(minutes), 2323, targets));
        Assert.True(Ids(found) is ["UnansweredOutbound"], $"{what}: {string.Join(", ", Ids(found))}");
        Assert.True(found[0].FirstAlarm <= RealTraffic.Start.AddMinutes(15), $"{what}: {found[0].FirstAlarm}");
    }

    [Fact]
    public void Some_connections_that_no_host_answers_are_none() =>
        Assert.Empty(Ids(InAlarm(new RealTraffic().Unanswered(288 * 4, Day, 443, 40))));

    [Fact]
    public void A_flood_of_one_minute_is_one_alarm()
    {
        var found = InAlarm(new RealTraffic().Quiet(TimeSpan.FromHours(8)).Flood(327, 1, packets: 18_444, bytes: 76_063_056));
        Assert.Equal(["EgressAnomaly"], Ids(found));
        Assert.Equal(1, found[0].TimesInAlarm);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(40)]
    public void A_flood_of_minutes_is_one_alarm_wherever_windows_begin(int minutes)
    {
        for (var first = 325; first < 340; first += 5)
        {
            var found = InAlarm(new RealTraffic().Quiet(TimeSpan.FromHours(8)).Flood(first, minutes));
            Assert.Equal(["EgressAnomaly"], Ids(found));
            Assert.Equal(1, found[0].TimesInAlarm);
        }
    }

    [Theory]
    [InlineData("ACCEPT", "AcceptedSurge")]
    [InlineData("REJECT", "RejectSurge")]
    public void Surges_that_return_within_two_hours_are_one_alarm(string action, string id)
    {
        var traffic = new RealTraffic();
        for (var minute = 0; minute < 12 * 60; minute++)
            traffic.Probes(4, TimeSpan.FromMinutes(1), [8080], action, from: minute * 60);
        for (var surge = 0; surge < 4; surge++)
            traffic.Probes(3000 << surge, TimeSpan.FromMinutes(2), [8080], action, from: (300 + (surge * 80)) * 60);
        Assert.Equal(1, InAlarm(traffic).Single(alarm => Named(alarm).Id == id).TimesInAlarm);
    }

    [Fact]
    public void Egress_that_is_a_little_above_the_usual_for_hours_is_found_slowly()
    {
        // Four ordinary days, then a day on which two and a half times as much leaves, evenly.
        var traffic = new RealTraffic();
        for (var minute = 0; minute < 5 * 24 * 60; minute += 5)
            traffic.Record(minute * 60, RealTraffic.Host, 50000 + (minute % 1000), "203.0.113.5", 443, 3, "egress", packets: 100, bytes: 100_000
                + (minute % 7 * 2000) + (minute >= 5760 ? 150_000 : 0));
        var found = InAlarm(traffic);
        Assert.Equal(["SlowEgress"], Ids(found));
        Assert.Equal(1, found[0].TimesInAlarm);
    }

    [Fact]
    public void A_host_that_goes_from_20_to_4000_accepted_flows_a_minute_is_found()
    {
        var traffic = new RealTraffic();
        for (var minute = 0; minute < 5 * 60; minute++)
            traffic.Answered(10, TimeSpan.FromMinutes(1), 443, 50, minute * 60);
        for (var minute = 300; minute < 340; minute++)
            traffic.Answered(2000, TimeSpan.FromMinutes(1), 443, 1500, minute * 60);
        var found = InAlarm(traffic);
        Assert.Contains("AcceptedSurge", Ids(found));
        Assert.Equal(1, found.Single(alarm => Named(alarm).Id == "AcceptedSurge").TimesInAlarm);
        Assert.True(found.Single(alarm => Named(alarm).Id == "AcceptedSurge").FirstAlarm < RealTraffic.Start.AddMinutes(315));
    }

    [Fact]
    public void A_large_transfer_is_large_for_its_network() =>
        Assert.Contains("bytes>=50000000", Assert.Single(Records.Detections.LargeTransfer(new MonitoredNetwork { LargeTransferBytes = 50_000_000 })
            .ToFilterPatterns(FlowLogFormat.Default)), StringComparison.Ordinal);

    [Fact]
    public void Many_pings_of_one_address_are_found_where_those_of_all_are_ordinary()
    {
        var traffic = new RealTraffic();
        for (var i = 0; i < 30; i++)
            traffic.Record(i * 10, "203.0.113.9", 0, RealTraffic.Host, 0, 0, "ingress", protocol: 1, packets: 50, bytes: 4200);
        Assert.Equal(["IcmpBySender"], Ids(InAlarm(traffic)));
    }
}

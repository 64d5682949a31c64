using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>What the catalog's alarms, at their defaults, make of traffic as independent captures have it.</summary>
public sealed class RealTrafficTests
{
    static readonly TimeSpan Day = TimeSpan.FromDays(1);
    static readonly Lazy<AlarmTemplate> Template = new(() => QualityTests.TemplateOf(FlowLogFormat.V5, Records.Detections.All));

    static readonly int[] DatabasePorts = [1433, 3306, 5432, 6379, 9200, 27017];

    static List<AlarmOutcome> InAlarm(RealTraffic traffic) =>
        [.. QualityTests.Backtested(traffic.ToStream(), Template.Value).Alarms.Where(alarm => alarm.TimesInAlarm > 0 && alarm.Name != Records.Detections.LogsSilent.Title)];

    static Detection Named(AlarmOutcome alarm) => Records.Detections.All.Single(detection => detection.Title == alarm.Name);

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
        Assert.Equal(["RemoteAccessAccepted"], Ids(found));
        Assert.True(found[0].FirstAlarm < RealTraffic.Start.AddMinutes(15), $"{found[0].FirstAlarm}");
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
        Assert.DoesNotContain("VerticalScan", Ids(InAlarm(new RealTraffic().Noise(8, 30, TimeSpan.FromHours(2)).Probes(320, TimeSpan.FromMinutes(4), [.. Enumerable.Range(2000, 320)], "REJECT"))));

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
        Assert.DoesNotContain(Ids(InAlarm(new RealTraffic().Probes(2000, TimeSpan.FromHours(1), [443], "REJECT", "203.0.113.77"))), id => id.EndsWith("Scan", StringComparison.Ordinal));

    [Fact]
    public void A_slow_scan_is_first_in_its_query_over_a_day()
    {
        var traffic = new RealTraffic().Noise(8, 3, TimeSpan.FromHours(8)).Probes(1248, TimeSpan.FromHours(8), [.. Enumerable.Range(1000, 1248)], "REJECT", "203.0.113.77");
        var run = LogsInsightsQuery.Parse(InsightsQueries.Get("SlowPortScans").Of(FlowLogFormat.V5).Query).Start(new LogsInsightsOptions { Format = FlowLogFormat.V5 });
        foreach (var line in traffic.Lines)
            run.Add(line);
        var rows = run.Complete();
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
    public void Many_pings_of_one_address_are_found_where_those_of_all_are_ordinary()
    {
        var traffic = new RealTraffic();
        for (var i = 0; i < 30; i++)
            traffic.Record(i * 10, "203.0.113.9", 0, RealTraffic.Host, 0, 0, "ingress", protocol: 1, packets: 50, bytes: 4200);
        Assert.Equal(["IcmpBySender"], Ids(InAlarm(traffic)));
    }
}

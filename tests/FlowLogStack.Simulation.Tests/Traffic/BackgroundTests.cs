using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Background traffic doesn't look like an attack.</summary>
public sealed class BackgroundTests
{
    static readonly Lazy<List<Seen>> Day = new(() => Traffic.Read(new TrafficPlan
    {
        Format = FlowLogFormat.V11,
        Duration = TimeSpan.FromDays(1),
        Rate = new TrafficRate(40_000, 86_400),
        Scenarios = [.. ScenarioKind.All.Where(kind => kind.IsBackground).Select(kind => new TrafficScenario { Kind = kind })],
    }));

    static IEnumerable<Seen> Flows => Day.Value.Where(record => record.IsTraffic);

    [Fact]
    public void Uses_no_protocol_but_icmp_tcp_and_udp() =>
        Assert.All(Flows, record => Assert.Contains(record.Number("protocol"), new long[] { 1, 6, 17, 58 }));

    [Fact]
    public void Pings_rarely_and_only_inside()
    {
        var pings = Flows.Where(record => record["protocol"] is "1" or "58").ToList();
        Assert.All(pings, record => Assert.True(Traffic.IsInside(record.Source) && Traffic.IsInside(record.Destination)));
        Assert.InRange(pings.Count, 1, Flows.Count() / 200);
    }

    [Fact]
    public void Asks_for_names_over_udp_and_inside_only() =>
        Assert.All(Flows.Where(record => record["dstport"] is "53"), record =>
            Assert.Equal(("17", true), (record["protocol"], Traffic.IsInside(record.Destination))));

    [Fact]
    public void Connects_to_the_outside_for_https_only() =>
        Assert.All(
            Flows.Where(record => record.IsRequest && !Traffic.IsInside(record.Destination)),
            record => Assert.Equal(("6", "443"), (record["protocol"], record["dstport"])));

    [Fact]
    public void Accepts_nothing_from_the_outside_but_https() =>
        Assert.All(
            Flows.Where(record => record.IsRequest && record["action"] is "ACCEPT" && !Traffic.IsInside(record.Source)),
            record => Assert.Equal(("6", "443"), (record["protocol"], record["dstport"])));

    [Theory]
    [InlineData("20")]
    [InlineData("21")]
    [InlineData("22")]
    [InlineData("23")]
    [InlineData("25")]
    [InlineData("80")]
    [InlineData("445")]
    [InlineData("3389")]
    public void Has_nothing_to_do_with_ports_that_detections_watch(string port) =>
        Assert.DoesNotContain(Flows, record => record["srcport"] == port || record["dstport"] == port);

    [Fact]
    public void Is_rejected_only_as_far_as_the_internet_makes_noise()
    {
        var rejects = Flows.Where(record => record["action"] is "REJECT").ToList();
        Assert.InRange(rejects.Count, 500, 950);
        Assert.All(rejects, record => Assert.Equal((false, "ingress", ScenarioKind.WebTier),
            (Traffic.IsInside(record.Source), record["flow-direction"], record.Truth.Scenario)));
        Assert.True(rejects.GroupBy(record => record.Truth.Start / 60).Max(minute => minute.Count()) <= 6);
        Assert.True(rejects.GroupBy(record => record.Source).Max(source => source.Count()) <= 2);
    }

    [Fact]
    public void Transfers_little_in_each_record() =>
        Assert.All(Flows, record =>
        {
            Assert.InRange(record.Number("bytes"), 0, 50_000_000);
            Assert.InRange(record.Number("packets"), 1, 10_000);
        });

    [Fact]
    public void Encrypts_what_it_can_say_so_of() => Assert.DoesNotContain(Flows, record => record["encryption-status"] is "0");

    [Fact]
    public void Loses_no_records() => Assert.DoesNotContain(Day.Value, record => record["log-status"] is "SKIPDATA");

    [Fact]
    public void Answers_never_look_like_requests() => Assert.All(Flows.Where(record => record.Truth.IsAnswer), record =>
    {
        Assert.NotEqual(2, record.Number("tcp-flags") & 18);
        Assert.True(record["protocol"] is "1" or "58" || record.Number("dstport") is >= 32_768 and < 50_000, record.Line);
    });

    [Fact]
    public void An_office_is_busy_by_day_and_still_at_night_and_at_weekends()
    {
        var plan = new TrafficPlan { Duration = TimeSpan.FromDays(7), Rate = new TrafficRate(70_000, 7 * 86_400),
            Scenarios = [new() { Kind = ScenarioKind.QuietOffice }] };
        var hours = new long[7 * 24];
        foreach (var record in TrafficGenerator.Generate(plan))
            hours[(record.Start - plan.Start.ToUnixTimeSeconds()) / 3600] += record.Scenario is null ? 0 : 1;
        Assert.True(hours[10] > 10 * hours[3], $"Monday: {hours[10]} records from ten, {hours[3]} from three");
        Assert.True(hours[10] > 5 * hours[(5 * 24) + 10], $"{hours[10]} records on Monday from ten, {hours[(5 * 24) + 10]} on Saturday");
        Assert.True(hours[10] > hours[12] && hours[14] > hours[12], "The lunch break is quieter than what surrounds it");
    }
}

using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The parsing, validation and effect of plans.</summary>
public sealed class PlanTests
{
    static readonly DateTimeOffset Eight = TrafficPlan.DefaultStart.AddHours(8);

    static TrafficScenario One(string text) => Assert.Single(TrafficScenario.Parse(text, Eight));

    [Fact]
    public void Reads_a_scenario_with_all_its_settings()
    {
        var scenario = One("ssh-brute-force@+3h10m, 20m, rate=90/m, ip=v6");
        Assert.Equal((ScenarioKind.SshBruteForce, new TimeSpan(3, 10, 0), TimeSpan.FromMinutes(20), TrafficRate.PerMinute(90), true),
            (scenario.Kind, scenario.Start, scenario.Duration, scenario.Rate, scenario.IsIPv6));
        Assert.Equal(new TrafficScenario { Kind = ScenarioKind.WebTier }, One("web-tier"));
    }

    [Theory]
    [InlineData("web-tier@08:00", 0)]
    [InlineData("web-tier@09:30:15", 5415)]
    [InlineData("web-tier@07:00", 82_800)]
    [InlineData("web-tier@2026-01-05T10:00:00Z", 7200)]
    [InlineData("web-tier@2026-01-05T10:00:00+01:00", 3600)]
    [InlineData("web-tier@+1d", 86_400)]
    public void Reads_when_a_scenario_begins(string text, int seconds) => Assert.Equal(seconds, One(text).Start.TotalSeconds);

    [Fact]
    public void Reads_several_scenarios_of_one_name()
    {
        var scenarios = TrafficScenario.Parse("port-scan@+1m,5m", Eight);
        Assert.Equal([ScenarioKind.PortScanHorizontal, ScenarioKind.PortScanVertical], scenarios.Select(scenario => scenario.Kind));
        Assert.All(scenarios, scenario => Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)), (scenario.Start, scenario.Duration)));
    }

    [Theory]
    [InlineData("web-tear", "Did you mean 'web-tier'?")]
    [InlineData("web-tear@+1h", "Did you mean 'web-tier'?")]
    [InlineData("", "Use one of quiet-office")]
    [InlineData("web-tier@noon", "'noon' is not a start. Use an offset")]
    [InlineData("web-tier@+5", "'+5' is not a start")]
    [InlineData("web-tier@2026-01-05T07:00:00Z", "before the traffic at 2026-01-05T08:00:00Z")]
    [InlineData("web-tier,10", "'10' is not a duration")]
    [InlineData("web-tier,0s", "'0s' is not a duration")]
    [InlineData("web-tier,5m,6m", "'6m' is not a setting of a scenario")]
    [InlineData("web-tier,rate=5", "'5' is not a rate")]
    [InlineData("web-tier,rate=0/s", "'0/s' is not a rate")]
    [InlineData("web-tier,ip=v5", "'ip=v5' is not a setting of a scenario")]
    public void Says_what_is_wrong_with_a_scenario(string text, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => TrafficScenario.Parse(text, Eight)).Message);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("6h30m", 23_400)]
    [InlineData("7d", 604_800)]
    [InlineData("1d2h3m4s", 93_784)]
    public void Reads_durations_and_writes_them_back(string text, int seconds)
    {
        Assert.Equal(seconds, TrafficDuration.Parse(text).TotalSeconds);
        Assert.Equal(TrafficDuration.Parse(text), TrafficDuration.Parse(TrafficDuration.Format(TimeSpan.FromSeconds(seconds))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5m6h")]
    [InlineData("5m5m")]
    [InlineData("-5m")]
    [InlineData("5.5h")]
    [InlineData("4000d")]
    [InlineData("9999999999h")]
    public void Refuses_what_is_no_duration(string text) => Assert.Throws<FormatException>(() => TrafficDuration.Parse(text));

    public static TheoryData<string, TrafficPlan> Impossible => new()
    {
        { "Use a duration from 1s", new TrafficPlan { Duration = TimeSpan.Zero } },
        { "Use 60 or 600", new TrafficPlan { AggregationInterval = TimeSpan.FromSeconds(30) } },
        { "Use 60.", new TrafficPlan { Format = FlowLogFormat.TransitGateway, AggregationInterval = TimeSpan.FromSeconds(600) } },
        { "Use 0 to 100", new TrafficPlan { IPv6Percent = 101 } },
        { "Add at least one", new TrafficPlan { Scenarios = [] } },
        { "Use 12 digits", new TrafficPlan { Accounts = ["12345"] } },
        { "Use one such as eu-central-1", new TrafficPlan { Regions = ["Frankfurt"] } },
        { "Remove one of them", new TrafficPlan { Regions = ["us-east-1", "us-east-1"] } },
        { "not from 1 to 64 networks", new TrafficPlan { Accounts = TrafficPlan.AccountIds(65) } },
        { "not from 1 to 64 networks", new TrafficPlan { Accounts = [] } },
        { "Use an earlier start", new TrafficPlan { Scenarios = [new() { Kind = ScenarioKind.WebTier, Start = TimeSpan.FromHours(1) }] } },
        { "Use a year", new TrafficPlan { Start = new DateTimeOffset(1969, 12, 31, 0, 0, 0, TimeSpan.Zero) } },
        { "does not show in transit gateway records", new TrafficPlan { Format = FlowLogFormat.TransitGateway,
            Scenarios = [new() { Kind = ScenarioKind.BpaReject }] } },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public void Refuses_what_cannot_be_generated(string words, TrafficPlan plan)
    {
        Assert.Contains(words, Assert.Throws<FormatException>(plan.Validated).Message);
        Assert.Throws<FormatException>(() => TrafficGenerator.Generate(plan).First());
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(50, 1)]
    [InlineData(400, 1)]
    [InlineData(50, 4)]
    public void Keeps_to_the_rate_of_its_background(int perSecond, int accounts)
    {
        var plan = new TrafficPlan { Rate = TrafficRate.PerSecond(perSecond), Duration = TimeSpan.FromMinutes(30),
            Accounts = TrafficPlan.AccountIds(accounts) };
        var records = TrafficGenerator.Generate(plan).Count(record => record.Scenario is not null);
        Assert.InRange(records, perSecond * 1800 * 0.99, (perSecond * 1800 * 1.01) + (20 * accounts));
    }

    [Fact]
    public void Keeps_to_the_rate_and_the_time_of_an_attack()
    {
        var plan = Traffic.Plan(FlowLogFormat.Default, "web-tier", "ssh-brute-force@+4m30s,3m,rate=50/m");
        var attack = Traffic.Read(plan).Where(record => record.Truth.Scenario == ScenarioKind.SshBruteForce).ToList();
        Assert.InRange(attack.Count, 150, 152);
        var start = plan.Start.ToUnixTimeSeconds();
        Assert.All(attack, record => Assert.True(record.Truth.Start >= start + 270 && record.Truth.End < start + 450, record.Line));
        Assert.True(attack.GroupBy(record => record.Truth.Start / 10).Count() > 14);
    }

    [Fact]
    public void A_scenario_that_nothing_sees_ends_without_records() =>
        Assert.Empty(TrafficGenerator.Generate(Traffic.Plan(FlowLogFormat.TransitGateway,
            "ssh-brute-force") with { Scenarios = [new() { Kind = ScenarioKind.SilentGap }] }));

    [Fact]
    public void Says_what_detections_should_know_of_its_networks()
    {
        var plan = Traffic.Plan(FlowLogFormat.V5, "quiet-office", "web-tier", "private-subnet-internet",
            "ssh-brute-force,ip=v6") with { Accounts = TrafficPlan.AccountIds(2), IPv6Percent = 50 };
        var network = plan.ToNetwork();
        AddressRange[] inside = [.. network.Inside.Select(Range)], privately = [.. network.PrivateSubnets.Select(Range)];
        Assert.Equal((4 + 2 + 1, 2 * 3 * 2), (inside.Length, privately.Length));
        foreach (var record in Traffic.Read(plan).Where(record => record.IsRequest))
        {
            var (from, to) = (inside.Any(range => range.Contains(record.Source)), inside.Any(range => range.Contains(record.Destination)));
            var isPrivate = privately.Any(range => range.Contains(record.Destination));
            Assert.Equal(record["flow-direction"] is "egress" || Traffic.IsInside(record.Source), from);
            Assert.Equal(Traffic.IsInside(record.Destination), to);
            Assert.Equal(record.Truth.Scenario == ScenarioKind.PrivateSubnetInternet, !from && isPrivate);
        }

        static AddressRange Range(string text) => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text);
    }

    [Fact]
    public void The_demo_day_is_a_day_with_a_story()
    {
        var plan = TrafficPlan.DemoDay;
        var records = 0;
        var counts = new Dictionary<ScenarioKind, int>();
        foreach (var record in TrafficGenerator.Generate(plan))
        {
            records++;
            if (record.Scenario is { } kind)
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        Assert.InRange(records, 200_000, 400_000);
        Assert.Equal(plan.Scenarios.Select(scenario => scenario.Kind).ToHashSet(), counts.Keys.ToHashSet());
        Assert.Equal(2400, counts[ScenarioKind.SshBruteForce]);
    }
}

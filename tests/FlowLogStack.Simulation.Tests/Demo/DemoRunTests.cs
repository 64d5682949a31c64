using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests.Demo;

public sealed class DemoRunTests
{
    static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(30);
    static readonly Recorder Reported = new();
    static readonly Lazy<DemoRun> Lab = new(() => DemoRun.Of(progress: Reported));

    [Fact]
    public void Time_in_ALARM_is_divided_between_the_attacks_and_the_rest_of_the_day()
    {
        var run = Lab.Value;
        var alarm = Assert.Single(run.Result.Alarms);
        var attacks = run.Plan.Scenarios.Where(scenario => !scenario.Kind.IsBackground && scenario.Kind != ScenarioKind.InternetNoise)
            .Select(scenario => (From: run.Plan.Start + scenario.Start, To: run.Plan.Start + scenario.Start + scenario.Duration!.Value + Afterwards)).ToList();
        // Minute by minute, the plain way.
        var expected = alarm.PeriodsInAlarm.Sum(period => Minutes(period)
            .Count(minute => !attacks.Exists(attack => minute >= attack.From && minute < attack.To)));
        Assert.Equal(TimeSpan.FromMinutes(expected), Assert.Single(run.Unexpected).Value);
        Assert.InRange(expected, 1, alarm.PeriodsInAlarm.Sum(period => Minutes(period).Count()) - 1);
    }

    [Fact]
    public void Every_external_address_of_the_demo_is_of_a_block_for_documentation()
    {
        AddressRange[] blocks = [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "192.0.2.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "fc00::/7" }
            .Select(text => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text))];
        var described = new HashSet<string>();
        DemoRun.Of(DemoRun.WholeCatalogue, describeAddress: address =>
        {
            described.Add(address);
            return null;
        });
        Assert.NotEmpty(described);
        Assert.DoesNotContain(described, text => !FlowAddress.TryParse(text, out var address) || !Array.Exists(blocks, block => block.Contains(address)));
    }

    [Theory]
    [InlineData(5, 130, 120, 0)]
    [InlineData(5, 160, 120, 20)]
    [InlineData(5, 60, 20, 20)]
    [InlineData(45, 60, 120, 15)]
    public void An_alarm_that_an_attack_caused_is_expected_for_the_time_that_it_evaluates(int from, int to, int evaluated, int outside)
    {
        var start = TrafficPlan.DefaultStart;
        var attack = new KnownAttack("surge", "", start, start.AddMinutes(10));
        var period = new AlarmPeriod(start.AddMinutes(from), start.AddMinutes(to), IsOngoing: false);
        Assert.Equal(TimeSpan.FromMinutes(outside), KnownAttack.TimeOutside(period, [attack], TimeSpan.FromMinutes(evaluated)));
    }

    [Fact]
    public void Progress_covers_all_records_of_both_steps()
    {
        Assert.True(Lab.Value.Result.Records > 0);
        Assert.Equal([DemoStep.Generate, DemoStep.Backtest], Reported.Last.Keys);
        Assert.Equal(Reported.Last[DemoStep.Generate].Bytes, Reported.Last[DemoStep.Backtest].TotalBytes);
        Assert.Equal(Reported.Last[DemoStep.Backtest].TotalBytes, Reported.Last[DemoStep.Backtest].Bytes);
    }

    static IEnumerable<DateTimeOffset> Minutes(AlarmPeriod period)
    {
        for (var minute = period.From; minute < period.To; minute += TimeSpan.FromMinutes(1))
            yield return minute;
    }

    sealed class Recorder : IProgress<DemoProgress>
    {
        public OrderedDictionary<DemoStep, DemoProgress> Last { get; } = [];

        public void Report(DemoProgress value) => Last[value.Step] = value;
    }
}

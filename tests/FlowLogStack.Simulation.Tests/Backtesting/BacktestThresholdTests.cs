using static FlowLogStack.Simulation.Tests.Flows;
using static FlowLogStack.Simulation.Tests.TestBacktests;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Thresholds that a backtest suggests.</summary>
public sealed class BacktestThresholdTests
{
    // One record an hour for some days, and at given hours a burst of rejected SSH attempts in one minute.
    static IEnumerable<string> Days(int days, params (int Hour, int Attempts)[] bursts) =>
    [
        Header,
        .. Enumerable.Range(0, days * 24).Select(hour => Line(hour * 60)),
        .. bursts.SelectMany(burst => Enumerable.Repeat(Line(burst.Hour * 60, "203.0.113.7", port: 22, action: "REJECT"), burst.Attempts)),
    ];

    static AlarmOutcome Suggested(double threshold, double pages, IEnumerable<string> lines, string more = "")
    {
        var template = Templates.Of(Templates.Filter("Ssh", Rejects, more: ", \"DefaultValue\": 0"),
            Templates.Alarm("A", "Ssh", threshold, periods: 3, more: more));
        return Assert.Single(Run(template, lines, new BacktestOptions { PagesPerWeek = pages }).Alarms);
    }

    static readonly (int, int)[] ThreeBursts = [(20, 5), (70, 50), (120, 500)];

    [Fact]
    public void Suggests_a_threshold_when_the_records_are_long_enough_for_the_rate()
    {
        Assert.Equal(1, Suggested(5, 3, Days(8, ThreeBursts)).SuggestedThreshold);
        Assert.Equal(51, Suggested(501, 1, Days(8, ThreeBursts)).SuggestedThreshold);
        Assert.Equal(1, Suggested(5, 20, Days(3, ThreeBursts[..2])).SuggestedThreshold);
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 0)]
    public void Suggests_no_threshold_when_the_records_are_too_short_for_the_rate(int days, double pages)
    {
        var alarm = Suggested(501, pages, Days(days));
        Assert.Null(alarm.SuggestedThreshold);
        Assert.Equal(0, alarm.Peak);
    }

    [Fact]
    public void Suggests_no_threshold_at_which_an_incident_would_have_passed_unseen()
    {
        // One alarm a week would need a threshold above 50, which would hide two of the three incidents.
        var alarm = Suggested(5, 1, Days(8, ThreeBursts));
        Assert.Equal((3, null, 500), (alarm.TimesInAlarm, alarm.SuggestedThreshold, alarm.Peak));
    }

    [Fact]
    public void Suggests_no_threshold_for_low_values_from_less_than_a_week()
    {
        static double? Of(int days)
        {
            var template = Templates.Of(Templates.FlowLog(), Templates.Alarm("A", "IncomingLogEvents", 1, seconds: 3600, periods: 2, missing: "breaching",
                comparison: "LessThanThreshold", more: ", \"Dimensions\": [{ \"Name\": \"LogGroupName\", \"Value\": \"flows\" }]", space: "AWS/Logs"));
            return Assert.Single(Run(template, Days(days), new BacktestOptions { PagesPerWeek = 50 }).Alarms).SuggestedThreshold;
        }

        Assert.Null(Of(6));
        Assert.Equal(1, Of(8));
    }
}

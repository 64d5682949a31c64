using System.Globalization;
using Xunit.Abstractions;

namespace FlowLogStack.Detections.Tests;

/// <summary>One event is one <c>ALARM</c>, whatever its detection, its size above the threshold, its length and its noise.</summary>
/// <remarks>
/// The sizes are means over the event, so that an event of the threshold itself is below it half of the time. Set <c>SEEDS</c> for more runs than one of
/// each event, and <c>ROWS</c> for a file that gets the numbers.
/// </remarks>
public sealed class OneEventLaws(ITestOutputHelper output)
{
    const double MostlyOne = 0.95;
    const double Twice = 2;
    const int MostRecords = 15_000;
    const int MostAlarms = 20;

    static readonly double[] Sizes = [1.0, 1.15, 1.3, Twice, 5, 20];
    static readonly int Seeds = int.Parse(Environment.GetEnvironmentVariable("SEEDS") ?? "1", CultureInfo.InvariantCulture);

    // Periods of several minutes have several positions, and what is just above the threshold is above it in some of them only.
    static bool HasPositions(Detection detection) =>
        detection.Period > TimeSpan.FromMinutes(1) && detection.Period * detection.EvaluationPeriods <= TimeSpan.FromDays(1)
            && detection.Trigger is not AlarmTrigger.Below;

    public static TheoryData<string> Ids => [.. Records.Detections.For(Watched.Network).Select(detection => detection.Id).Where(id => id != "SlowEgress")];

    [Fact]
    public void Only_scans_have_periods_with_several_positions() =>
        Assert.Equal(["HorizontalScan", "VerticalScan"], Records.Detections.For(Watched.Network).Where(HasPositions).Select(detection => detection.Id));

    [Fact]
    public void The_pages_of_detections_that_can_enter_alarm_again_just_above_the_threshold_state_it() =>
        Assert.Equal(["HorizontalScan", "VerticalScan", "SlowEgress"], Records.Detections.For(Watched.Network)
            .Where(detection => detection.ToMarkdown().Contains("can enter `ALARM` several times", StringComparison.Ordinal))
            .Select(detection => detection.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_event_above_the_threshold_is_one_alarm(string id)
    {
        var detection = Records.Detections.For(Watched.Network).Single(detection => detection.Id == id);
        var found = new List<(double Size, int Alarms, int Incidents)>();
        foreach (var size in Sizes)
        {
            foreach (var minutes in Seeds > 1 ? [10, 45, 120, 360] : new[] { 10, 45, 120 })
            {
                if (size * minutes * detection.Threshold / detection.Period.TotalMinutes > MostRecords && detection.Measure.Summed is null)
                    continue;
                var runs = Enumerable.Range(0, Seeds).Select(seed => EventTraffic.Run(detection, size, TimeSpan.FromMinutes(minutes), seed)).ToList();
                Write(id, size, minutes, runs);
                found.AddRange(runs.Where(run => run.Alarms > 0).Select(run => (size, run.Alarms, run.Incidents)));
                if (size >= 5 && detection.Period <= TimeSpan.FromMinutes(5) && detection.Trigger is not AlarmTrigger.Below)
                    Assert.All(runs, run => Assert.InRange(run.After ?? TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromMinutes(12)));
            }
        }

        Assert.True(found.Count >= 5 * Seeds, $"{found.Count} events are found.");
        var certain = found.Where(run => run.Size >= Twice || !HasPositions(detection)).ToList();
        Assert.InRange(certain.Count(run => run.Alarms == 1), Math.Ceiling(certain.Count * MostlyOne), certain.Count);
        Assert.InRange(found.Count(run => run.Incidents == 1), Math.Ceiling(found.Count * MostlyOne), found.Count);
        Assert.All(found, run => Assert.InRange(run.Alarms, 1, MostAlarms));
    }

    [Theory]
    [InlineData(1.3)]
    [InlineData(Twice)]
    [InlineData(5)]
    public void A_slow_copy_of_six_hours_is_one_alarm(double size)
    {
        var run = EventTraffic.Run(Records.Detections.SlowEgress(Watched.Network), size, TimeSpan.FromHours(6), 1);
        Assert.Equal((1, 1), (run.Alarms, run.Incidents));
    }

    void Write(string id, double size, int minutes, List<(int Alarms, int Incidents, TimeSpan? After)> runs)
    {
        var found = runs.Where(run => run.Alarms > 0).ToList();
        var after = found.Select(run => run.After!.Value.TotalMinutes).DefaultIfEmpty().Average();
        var row = string.Create(CultureInfo.InvariantCulture, $"{id} {size} {minutes} found {found.Count}/{runs.Count} "
            + $"one {found.Count(run => run.Alarms == 1)} max {found.Select(run => run.Alarms).DefaultIfEmpty().Max()} after {after:0.0}");
        output.WriteLine(row);
        if (Environment.GetEnvironmentVariable("ROWS") is { } file)
            File.AppendAllText(file, row + "\n");
    }
}

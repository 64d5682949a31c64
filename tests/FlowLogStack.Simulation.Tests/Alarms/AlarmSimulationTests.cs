using static FlowLogStack.Simulation.AlarmState;

namespace FlowLogStack.Simulation.Tests;

public sealed class AlarmSimulationTests
{
    static readonly MetricIdentity Metric = new("test", "m");

    [Fact]
    public void Goes_off_when_a_late_value_arrives_and_ends_when_it_leaves_the_range()
    {
        // Minute 10 breaches and arrives at minute 14; with 10 periods the range has 13, so it is last evaluated at 23.
        var history = Run(One(periods: 10, datapoints: 1), [(10, 14, 5)], to: 40);
        Assert.Equal([(1L, Ok), (14L, Alarm), (24L, Ok)], Minutes(history));
        Assert.Equal([(14L, 24L, false)], Periods(history));
    }

    [Fact]
    public void Never_sees_what_arrives_after_its_range_has_passed()
    {
        // One period has a range of three, so minute 10 is evaluated until minute 13.
        Assert.Equal([(1L, Ok), (13L, Alarm), (14L, Ok)], Minutes(Run(One(1, 1), [(10, 13, 5)], to: 40)));
        Assert.Equal([(1L, Ok)], Minutes(Run(One(1, 1), [(10, 14, 5)], to: 40)));
    }

    [Fact]
    public void Adds_up_what_arrives_at_different_times()
    {
        // 3 and 2 are 5 only after both have arrived.
        var history = Run(One(5, 1) with { Threshold = 5 }, [(10, 12, 3), (10, 13, 2)], to: 30);
        Assert.Equal([(1L, Ok), (13L, Alarm), (18L, Ok)], Minutes(history));
    }

    [Fact]
    public void Slides_its_windows_by_the_minute()
    {
        // Minutes 3 and 6 are in one window only if it doesn't start at a multiple of five minutes.
        var alarm = One(1, 1) with { Period = TimeSpan.FromMinutes(5), Threshold = 2 };
        var history = Run(alarm, [(3, 3, 1), (6, 6, 1)], to: 30);
        // At minute 7 the newest window contains minutes 2 to 6, at minute 9 minutes 4 to 8. Without new data, the same windows are the newest with data
        // again at minutes 12 and 17, until they leave the range.
        Assert.Equal([(1L, Ok), (7L, Alarm), (9L, Ok), (12L, Alarm), (14L, Ok), (17L, Alarm), (19L, Ok)], Minutes(history));
    }

    [Fact]
    public void Needs_as_many_breaches_as_it_asks_for()
    {
        var alarm = One(3, 2);
        Assert.Equal([(1L, Ok)], Minutes(Run(alarm, [(10, 11, 1), (12, 13, 0), (13, 14, 0)], to: 20)));
        Assert.Equal([(1L, Ok), (13L, Alarm), (14L, Ok)], Minutes(Run(alarm, [(10, 11, 1), (11, 12, 0), (12, 13, 1), (13, 14, 0), (14, 15, 0)], to: 15)));
    }

    [Fact]
    public void Tells_the_four_treatments_of_silence_apart()
    {
        (long, long, double)[] points = [.. Enumerable.Range(0, 10).Select(minute => ((long)minute, (long)minute + 1, 0.0)), (30, 31, 0)];
        Assert.Equal([(1L, Ok), (15L, InsufficientData), (31L, Ok)], Minutes(Run(One(3, 3, MissingDataTreatment.Missing), points, to: 31)));
        Assert.Equal([(1L, Ok)], Minutes(Run(One(3, 3, MissingDataTreatment.Ignore), points, to: 31)));
        // With one zero left in the range, two fillings are too few; without any, three are enough.
        Assert.Equal([(4L, Ok), (15L, Alarm), (31L, Ok)], Minutes(Run(One(3, 3, MissingDataTreatment.Breaching), points, to: 31, firstDelay: 1)));
        Assert.Equal([(1L, Ok)], Minutes(Run(One(3, 3, MissingDataTreatment.NotBreaching), points, to: 31)));
    }

    [Fact]
    public void Does_not_take_the_time_before_the_data_for_silence()
    {
        (long, long, double)[] steady = [.. Enumerable.Range(0, 60).Select(minute => ((long)minute, (long)minute + 6, 1.0))];
        var silent = One(5, 5, MissingDataTreatment.Breaching) with { Threshold = 1, Comparison = ThresholdComparison.LessThanThreshold,
            Period = TimeSpan.FromMinutes(5) };
        Assert.Equal([(31L, Ok)], Minutes(Run(silent, steady, to: 65, firstDelay: 6)));
    }

    [Theory]
    [InlineData(ThresholdComparison.GreaterThanThreshold, 5, 6)]
    [InlineData(ThresholdComparison.GreaterThanOrEqualToThreshold, 4, 5)]
    [InlineData(ThresholdComparison.LessThanThreshold, 5, 4)]
    [InlineData(ThresholdComparison.LessThanOrEqualToThreshold, 6, 5)]
    public void Compares_as_its_operator_says(ThresholdComparison comparison, double within, double breaching)
    {
        var alarm = One(1, 1) with { Comparison = comparison, Threshold = 5 };
        Assert.Equal([Ok], Run(alarm, [(1, 2, within)], to: 2).Transitions.Select(transition => transition.State));
        Assert.Equal([Ok, Alarm], Run(alarm, [(1, 2, breaching)], to: 2).Transitions.Select(transition => transition.State));
    }

    [Theory]
    [InlineData(MetricStatistic.Sum, 9)]
    [InlineData(MetricStatistic.Average, 3)]
    [InlineData(MetricStatistic.Minimum, 1)]
    [InlineData(MetricStatistic.Maximum, 6)]
    [InlineData(MetricStatistic.SampleCount, 3)]
    public void Takes_every_statistic_of_a_window(MetricStatistic statistic, double expected)
    {
        var alarm = One(1, 1) with { Period = TimeSpan.FromMinutes(3),
            Queries = [new() { Id = "m1", Metric = Metric, Statistic = statistic, ReturnsData = true }] };
        Assert.Equal(expected, SeriesOf(alarm, [(3, 3, 2), (4, 4, 6), (5, 5, 1)]).Final(3));
    }

    [Fact]
    public void Is_evaluated_on_the_hour_when_its_periods_exceed_a_day()
    {
        var alarm = One(25, 1) with { Period = TimeSpan.FromHours(1) };
        var history = Run(alarm, [(90, 91, 5)], to: 300);
        Assert.Equal([(60L, Ok), (120L, Alarm)], Minutes(history));
    }

    [Fact]
    public void Sees_at_each_look_what_every_window_has_at_that_time()
    {
        var random = new Random(20261130);
        for (var trial = 0; trial < 300; trial++)
        {
            (long, long, double)[] points = [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => (long)random.Next(240))
                .Select(minute => (minute, minute + random.Next(random.Next(1, 30)), (double)random.Next(4)))];
            var periods = random.Next(1, 12);
            var alarm = One(periods, random.Next(1, periods + 1), Enum.GetValues<MissingDataTreatment>()[trial % 4]) with
            {
                Period = TimeSpan.FromSeconds(new[] { 10, 60, 60, 180, 300, 1800 }[random.Next(6)]),
                Comparison = trial % 3 == 0 ? ThresholdComparison.LessThanThreshold : ThresholdComparison.GreaterThanOrEqualToThreshold,
                Threshold = 2,
            };
            var series = SeriesOf(alarm, points);
            var (time, range) = (new SimulatedTime(0, 300, 2), AlarmEvaluation.RangeOf(periods, alarm.Period));
            var simulation = new AlarmSimulation(alarm, series, time, range);

            // The same without any memory of the looks before.
            var (current, transitions, all) = (InsufficientData, new List<(DateTimeOffset, AlarmState)>(), new SortedSet<double>());
            var first = alarm.MissingData is MissingDataTreatment.Breaching ? (periods * series.Length) + (2 * series.TicksPerMinute) : 1;
            for (var look = first; look <= 300 * series.TicksPerMinute; look++)
            {
                var states = new DatapointState[range];
                for (var slot = 0; slot < range; slot++)
                {
                    var start = look - series.Lag - ((range - slot) * series.Length);
                    var isBefore = start + series.Length <= 0 || (start < 0 && alarm.BreachesBelow);
                    if (isBefore || series.Value(start, look) is not { } value)
                        continue;
                    all.Add(value);
                    states[slot] = (alarm.BreachesBelow ? value < 2 : value >= 2) ? DatapointState.Breaching : DatapointState.Within;
                }

                var next = AlarmEvaluation.Next(states, periods, alarm.DatapointsToAlarm, alarm.MissingData, current);
                if (next != current)
                    transitions.Add((series.ToInstant(look), next));
                current = next;
            }

            Assert.Equal(transitions, simulation.Run().Transitions.Select(transition => (transition.At, transition.State)));
            Assert.Equal(all, simulation.AllValues());
            Assert.Equal(all.Count == 0 ? null : alarm.BreachesBelow ? all.Min : all.Max, simulation.Peak());
        }
    }

    [Fact]
    public void A_table_of_ticks_has_what_was_set_and_nothing_else()
    {
        var random = new Random(7);
        var (table, expected) = (new TickTable<double?>(), new Dictionary<long, double?>());
        for (var i = 0; i < 20_000; i++)
        {
            var tick = random.Next(8) == 0 ? random.NextInt64(long.MinValue / 2, long.MaxValue / 2) : random.Next(-3000, 3000);
            Assert.Equal(expected.TryGetValue(tick, out var known), table.TryGetValue(tick, out var value));
            Assert.Equal(known, value);
            if (random.Next(2) == 0)
                continue;
            expected[tick] = random.Next(3) == 0 ? null : i;
            table.Set(tick, expected[tick]);
        }
    }

    [Fact]
    public void Skips_the_years_between_two_days_of_data()
    {
        const long tenYears = 10 * 365 * 24 * 60;
        var history = Run(One(3, 1), [(10, 11, 5), (tenYears, tenYears + 1, 5)], to: tenYears + 60);
        Assert.Equal([(1L, Ok), (11L, Alarm), (16L, Ok), (tenYears + 1, Alarm), (tenYears + 6, Ok)], Minutes(history));
    }

    [Fact]
    public void Suggests_the_lowest_threshold_with_no_more_alarms_than_wanted()
    {
        // Three bursts, far enough apart for three alarms: 10, 20 and 30.
        (long, long, double)[] bursts = [(10, 11, 10), (30, 31, 20), (50, 51, 30)];
        Assert.Equal(31, Suggest(One(1, 1), bursts, allowed: 0));
        Assert.Equal(21, Suggest(One(1, 1), bursts, allowed: 1));
        Assert.Equal(11, Suggest(One(1, 1), bursts, allowed: 2));
        Assert.Equal(30, Suggest(One(1, 1) with { Comparison = ThresholdComparison.GreaterThanThreshold }, bursts, allowed: 0));
        Assert.Equal(20, Suggest(One(1, 1) with { Comparison = ThresholdComparison.GreaterThanThreshold }, bursts, allowed: 1));
    }

    [Fact]
    public void Suggests_thresholds_for_low_values_from_the_other_side()
    {
        (long, long, double)[] dips = [.. Enumerable.Range(0, 60)
            .Select(minute => ((long)minute, (long)minute + 1, minute is 20 ? 5.0 : minute is 40 ? 7.0 : 100))];
        var low = One(1, 1) with { Comparison = ThresholdComparison.LessThanThreshold, Threshold = 50 };
        Assert.Equal(5, Suggest(low, dips, allowed: 0));
        Assert.Equal(7, Suggest(low, dips, allowed: 1));
    }

    // Rule 29: an alarm on a metric leaves out the last 10 seconds, so that the newest slot begins 20 seconds before the look.
    // Rule 28: with one period it looks at seven.
    [Fact]
    public void Evaluates_periods_of_ten_seconds_every_ten_seconds()
    {
        var alarm = One(1, 1) with { Period = TimeSpan.FromSeconds(10) };
        var history = Simulation(alarm, [(10, 10, 5)], to: 20).Run();
        Assert.Equal([(10L, Ok), (620L, Alarm), (690L, Ok)], Seconds(history));
    }

    // Rule 29: an alarm on an expression sees the slot that has just ended.
    [Fact]
    public void Sees_ten_seconds_more_of_an_expression()
    {
        var alarm = One(1, 1) with
        {
            Period = TimeSpan.FromSeconds(10),
            Queries = [new() { Id = "m1", Metric = Metric, Statistic = MetricStatistic.Sum }, new() { Id = "e1", Expression = "m1 + 1", ReturnsData = true }],
        };
        Assert.Equal([(10L, Ok), (610L, Alarm), (680L, Ok)], Seconds(Simulation(alarm, [(10, 10, 5)], to: 20).Run()));
    }

    // Only the first slot of a minute has the datapoint of its minute, so three periods of 10 seconds in a row never breach.
    [Theory]
    [InlineData(10, 3, 3, MissingDataTreatment.NotBreaching, 0)]
    [InlineData(10, 3, 1, MissingDataTreatment.NotBreaching, 1)]
    [InlineData(30, 2, 2, MissingDataTreatment.NotBreaching, 1)]
    [InlineData(30, 1, 1, MissingDataTreatment.NotBreaching, 1)]
    public void Has_one_datapoint_a_minute_at_high_resolution(int seconds, int periods, int datapoints, MissingDataTreatment missing, int alarms)
    {
        (long, long, double)[] points = [.. Enumerable.Range(5, 5).Select(minute => ((long)minute, (long)minute, 5.0))];
        Assert.Equal(alarms, Simulation(One(periods, datapoints, missing) with { Period = TimeSpan.FromSeconds(seconds) }, points, to: 20)
            .Run().PeriodsInAlarm.Count);
    }

    [Fact]
    public void Never_sees_at_high_resolution_what_arrives_minutes_later() =>
        Assert.Equal([Ok], Simulation(One(3, 1) with { Period = TimeSpan.FromSeconds(10) }, [(10, 15, 5)], to: 30)
            .Run().Transitions.Select(change => change.State));

    // Rule 31: 10 / (1 - 0.9) samples are enough; with fewer the state is kept.
    [Theory]
    [InlineData(99, true, 0)]
    [InlineData(100, true, 1)]
    [InlineData(99, false, 1)]
    public void Keeps_its_state_while_a_percentile_has_too_few_samples(int samples, bool ignores, int alarms)
    {
        Assert.True(ExtendedStatistic.TryParse("p90", out var p90));
        var alarm = One(1, 1) with { Queries = [new() { Id = "m1", Metric = Metric, Extended = p90, ReturnsData = true }], Threshold = 5,
            IgnoresFewSamples = ignores };
        (long, long, double)[] points = [(2, 3, 1), .. Enumerable.Repeat((10L, 11L, 7.0), samples)];
        var history = Simulation(alarm, points, to: 20).Run();
        Assert.Equal(alarms, history.PeriodsInAlarm.Count);
    }

    static (long, AlarmState)[] Seconds(AlarmHistory history) => [.. history.Transitions.Select(change => (change.At.ToUnixTimeSeconds(), change.State))];

    static AlarmDefinition One(int periods, int datapoints, MissingDataTreatment missing = MissingDataTreatment.NotBreaching) => new()
    {
        LogicalId = "A",
        Name = "a",
        Queries = [new() { Id = "m1", Metric = Metric, Statistic = MetricStatistic.Sum, ReturnsData = true }],
        Comparison = ThresholdComparison.GreaterThanOrEqualToThreshold,
        Threshold = 1,
        Period = TimeSpan.FromMinutes(1),
        EvaluationPeriods = periods,
        DatapointsToAlarm = datapoints,
        MissingData = missing,
    };

    static AlarmSeries SeriesOf(AlarmDefinition alarm, (long Minute, long Arrival, double Value)[] points)
    {
        var series = new MetricSeries();
        Assert.True(series.KeepBins());
        foreach (var (minute, arrival, value) in points)
            series.Add(minute, arrival, MetricValues.Of(value));
        var library = new MetricLibrary();
        library.Add(Metric, series);
        return new AlarmSeries(alarm, library);
    }

    static AlarmSimulation Simulation(AlarmDefinition alarm, (long, long, double)[] points, long to, long firstDelay = 0) =>
        new(alarm, SeriesOf(alarm, points), new SimulatedTime(0, to, firstDelay), AlarmEvaluation.RangeOf(alarm.EvaluationPeriods, alarm.Period));

    static AlarmHistory Run(AlarmDefinition alarm, (long, long, double)[] points, long to, long firstDelay = 0) =>
        Simulation(alarm, points, to, firstDelay).Run();

    static double? Suggest(AlarmDefinition alarm, (long, long, double)[] points, int allowed) => new ThresholdSearch(alarm, Simulation(alarm, points, to: 70))
        .Find(allowed);

    static (long, AlarmState)[] Minutes(AlarmHistory history) =>
        [.. history.Transitions.Select(transition => (EpochMinute.Of(transition.At), transition.State))];

    static (long, long, bool)[] Periods(AlarmHistory history) =>
        [.. history.PeriodsInAlarm.Select(period => (EpochMinute.Of(period.From), EpochMinute.Of(period.To), period.IsOngoing))];
}

namespace FlowLogStack.Simulation;

/// <summary>An alarm made ready to be shown: in the overview and by itself.</summary>
sealed class AlarmView
{
    /// <summary>Prepares an alarm.</summary>
    /// <param name="alarm">What it did.</param>
    /// <param name="index">Its place in the result, for an id where the logical id makes none.</param>
    /// <param name="axis">The time all charts of the page share.</param>
    public AlarmView(AlarmOutcome alarm, int index, TimeAxis axis)
    {
        Alarm = alarm;
        Id = alarm.LogicalId.Length > 0 && alarm.LogicalId.All(char.IsAsciiLetterOrDigit) ? $"alarm-{alarm.LogicalId}" : $"alarm-number-{index + 1}";
        States = new StateBands(alarm.Transitions, axis);
        Rank = AlarmRanking.Of(alarm);
        if (alarm.Kind is AlarmKind.Composite)
            return;
        var threshold = Threshold.Of(alarm);
        var series = Series.Of(alarm, axis);
        Chart = new SeriesChart
        {
            Time = axis,
            Series = series,
            Values = Values(alarm, series),
            States = States,
            Threshold = threshold,
            SuggestedThreshold = alarm.SuggestedThreshold == alarm.Threshold ? null : alarm.SuggestedThreshold,
        };
    }

    /// <summary>What it did.</summary>
    public AlarmOutcome Alarm { get; }

    /// <summary>Its id in the page, by which it can be linked to.</summary>
    public string Id { get; }

    /// <summary>The id of its chart.</summary>
    public string ChartId => $"{Id}-chart";

    /// <summary>How much attention it deserves.</summary>
    public AlarmRank Rank { get; }

    /// <summary>Its states.</summary>
    public StateBands States { get; }

    /// <summary>Its metric; null for a composite alarm.</summary>
    public SeriesChart? Chart { get; }

    /// <summary>Adds the numbers behind its chart.</summary>
    public void AddTo(ChartData data, TimeAxis axis) =>
        data.Add(
            ChartId,
            Chart is null ? "states" : "",
            Chart?.Series ?? Series.Of([], TimeSpan.FromMinutes(1), axis),
            Threshold.Of(Alarm),
            Alarm.Transitions);

    static ValueAxis Values(AlarmOutcome alarm, Series series)
    {
        var highest = series.Buckets.Count == 0 ? 0 : series.Buckets.Max(bucket => bucket.Highest);
        var lowest = series.Buckets.Count == 0 ? 0 : series.Buckets.Min(bucket => bucket.Lowest);
        var landmarks = new List<double>();
        landmarks.AddRange(new[] { alarm.Threshold, alarm.SuggestedThreshold }.OfType<double>());
        landmarks.Add(highest);
        if (alarm.Band.Count > 0)
        {
            landmarks.Add(alarm.Band.Max(band => band.Upper));
            landmarks.Add(alarm.Band.Min(band => band.Lower));
        }

        return ValueAxis.For(lowest, highest, landmarks);
    }
}

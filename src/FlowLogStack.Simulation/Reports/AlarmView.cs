namespace FlowLogStack.Simulation;

/// <summary>The view of an alarm in the overview and in its own section.</summary>
sealed class AlarmView
{
    /// <summary>Prepares the view of an alarm.</summary>
    /// <param name="alarm">Result of the alarm.</param>
    /// <param name="index">Index of the alarm in the result, for an id if the logical id isn't usable.</param>
    /// <param name="axis">Time axis of all charts on the page.</param>
    /// <param name="review">The known attacks.</param>
    /// <param name="attacks">Their bands over the charts.</param>
    public AlarmView(AlarmOutcome alarm, int index, TimeAxis axis, AttackReview review, AttackBands attacks)
    {
        (Alarm, Review, Attacks) = (alarm, review, attacks);
        Judgement = review.Of(alarm);
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
            Attacks = attacks,
            Threshold = threshold,
            SuggestedThreshold = alarm.SuggestedThreshold == alarm.Threshold ? null : alarm.SuggestedThreshold,
        };
    }

    /// <summary>Result of the alarm.</summary>
    public AlarmOutcome Alarm { get; }

    /// <summary>The known attacks.</summary>
    public AttackReview Review { get; }

    /// <summary>The bands of the attacks.</summary>
    public AttackBands Attacks { get; }

    /// <summary>Whether the alarm was right, where the attacks are known.</summary>
    public Judgement Judgement { get; }

    /// <summary>Id in the page, for links.</summary>
    public string Id { get; }

    /// <summary>Id of the chart.</summary>
    public string ChartId => $"{Id}-chart";

    /// <summary>Rank of the alarm in the report.</summary>
    public AlarmRank Rank { get; }

    /// <summary>States of the alarm.</summary>
    public StateBands States { get; }

    /// <summary>Chart of the metric; null for a composite alarm.</summary>
    public SeriesChart? Chart { get; }

    /// <summary>Adds the numbers behind the chart.</summary>
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
            // A band can reach below zero, where counts and bytes never are.
            landmarks.Add(Math.Max(Math.Min(0, lowest), alarm.Band.Min(band => band.Lower)));
        }

        return ValueAxis.For(lowest, highest, landmarks, series.Buckets.All(bucket => double.IsInteger(bucket.Highest) && double.IsInteger(bucket.Lowest)));
    }
}

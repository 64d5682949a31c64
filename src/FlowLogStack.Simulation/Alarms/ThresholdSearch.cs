namespace FlowLogStack.Simulation;

/// <summary>Finds the threshold with which an alarm would have kept to a wanted rate.</summary>
/// <remarks>
/// Beginning where nothing breaches, the threshold moves towards ordinary values as long as the alarm would not have gone
/// off more often than wanted. An alarm that stays on counts again for each further day, since nobody leaves it at one page.
/// Records of less time than one alarm may take at that rate say nothing about it, and an alarm on low values needs a week,
/// with its quiet hours. A threshold at which an incident of these records would have passed unseen is none.
/// </remarks>
sealed class ThresholdSearch(AlarmDefinition alarm, AlarmSimulation simulation)
{
    static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The threshold for a rate; null when the records cannot tell, or none keeps to it without hiding an incident.</summary>
    /// <param name="pagesPerWeek">How often the alarm may go off.</param>
    /// <param name="length">The time of the records.</param>
    /// <param name="history">What the alarm does with its own threshold.</param>
    internal double? Find(double pagesPerWeek, TimeSpan length, AlarmHistory history)
    {
        var weeks = length / Week;
        if (alarm.BandId is not null || weeks * pagesPerWeek < 1 || (alarm.BreachesBelow && weeks < 1))
            return null;
        if (Find((int)Math.Min(int.MaxValue, pagesPerWeek * weeks)) is not { } threshold)
            return null;
        var seen = simulation.Run(threshold).PeriodsInAlarm;
        var incidents = AlarmIncidents.Of(history.PeriodsInAlarm, alarm.Period, alarm.EvaluationPeriods);
        return incidents.All(incident => seen.Any(period => period.From < incident.To && period.To > incident.From)) ? threshold : null;
    }

    /// <summary>The threshold; null when even the remotest one would alarm too often, or no values are known.</summary>
    /// <param name="allowed">The pages there may be.</param>
    internal double? Find(int allowed)
    {
        if (alarm.BandId is not null)
            return null;
        var values = simulation.AllValues();
        if (values.Count == 0)
            return null;
        var isBelow = alarm.BreachesBelow;
        // From the extreme to the ordinary.
        double[] ordered = isBelow ? [.. values] : [.. values.Reverse()];
        // At place i the values before it breach, and no others.
        bool Keeps(int place) => Pages(simulation.Run(ThresholdAt(ordered, place))) <= allowed;
        if (!Keeps(0))
            return null;
        var (good, step) = (0, 1);
        while (good + step <= ordered.Length - 1 && Keeps(good + step))
        {
            good += step;
            step *= 2;
        }

        var bad = Math.Min(good + step, ordered.Length);
        while (bad - good > 1)
        {
            var middle = (good + bad) / 2;
            if (Keeps(middle))
                good = middle;
            else
                bad = middle;
        }

        return ThresholdAt(ordered, good);
    }

    static int Pages(AlarmHistory history) => history.PeriodsInAlarm.Sum(period => 1 + (int)period.Duration.TotalDays);

    double ThresholdAt(double[] ordered, int place) => alarm.Comparison switch
    {
        // These breach beyond the threshold, so it stands on the first value that does not.
        ThresholdComparison.GreaterThanThreshold => Rounded(ordered[place], 1),
        ThresholdComparison.LessThanThreshold => Rounded(ordered[place], -1),
        // And these on it, so it stands beyond that value.
        ThresholdComparison.GreaterThanOrEqualToThreshold => Beyond(ordered[place], 1),
        _ => Beyond(ordered[place], -1),
    };

    // A whole number as it is, a fraction in four digits, away from what would breach.
    static double Rounded(double value, int direction) => double.IsInteger(value) ? value : Beyond(value, direction);

    // The next whole number, or for fractions the next step in the fourth digit.
    static double Beyond(double value, int direction)
    {
        if (double.IsInteger(value))
            return value + direction;
        var step = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 3);
        var steps = value / step;
        return Math.Round((direction > 0 ? Math.Floor(steps) + 1 : Math.Ceiling(steps) - 1) * step, 12);
    }
}

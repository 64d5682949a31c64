namespace FlowLogStack.Simulation;

/// <summary>Finds the threshold with which an alarm enters <c>ALARM</c> at no more than a given rate.</summary>
/// <remarks>
/// The search starts where no value breaches and moves the threshold towards normal values while the alarm doesn't exceed the rate. An alarm that
/// stays in <c>ALARM</c> counts again for each further day. The search has no result for records that span less time than one alarm at that rate, or less
/// than one week for an alarm on low values, which needs quiet hours. There is also none if the threshold would hide an incident of the records.
/// </remarks>
sealed class ThresholdSearch(AlarmDefinition alarm, AlarmSimulation simulation)
{
    static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>Returns the threshold for a rate, or null if the records are too short or the threshold would hide an incident.</summary>
    /// <param name="pagesPerWeek">Maximum <c>ALARM</c> count per week.</param>
    /// <param name="length">Time span of the records.</param>
    /// <param name="history">History of the alarm with its own threshold.</param>
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

    /// <summary>Returns the threshold, or null if even the most extreme one exceeds the limit, or without values.</summary>
    /// <param name="allowed">Maximum <c>ALARM</c> count.</param>
    internal double? Find(int allowed)
    {
        if (alarm.BandId is not null)
            return null;
        var values = simulation.AllValues();
        if (values.Count == 0)
            return null;
        var isBelow = alarm.BreachesBelow;
        // From extreme to normal values.
        double[] ordered = isBelow ? [.. values] : [.. values.Reverse()];
        // At index i, exactly the values before it breach.
        bool Keeps(int place) => Pages(simulation.Run(ThresholdFor(ordered[place]))) <= allowed;
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

        return ThresholdFor(ordered[good]);
    }

    static int Pages(AlarmHistory history) => history.PeriodsInAlarm.Sum(period => 1 + (int)period.Duration.TotalDays);

    double ThresholdFor(double value) => ThresholdFor(value, alarm.Comparison);

    /// <summary>Returns the threshold nearest to a value that must not breach it.</summary>
    internal static double ThresholdFor(double value, ThresholdComparison comparison) => comparison switch
    {
        // This comparison breaches beyond the threshold, so the threshold is the first value that must not breach.
        ThresholdComparison.GreaterThanThreshold => Rounded(value, 1),
        ThresholdComparison.LessThanThreshold => Rounded(value, -1),
        // This comparison also breaches at the threshold, so the threshold lies just beyond that value.
        ThresholdComparison.GreaterThanOrEqualToThreshold => Beyond(value, 1),
        _ => Beyond(value, -1),
    };

    // An integer unchanged, a fraction rounded to four digits away from the breaching values.
    static double Rounded(double value, int direction) => double.IsInteger(value) ? value : Beyond(value, direction);

    // The next integer, or for fractions the next step of the fourth digit.
    static double Beyond(double value, int direction)
    {
        if (double.IsInteger(value))
            return value + direction;
        var step = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - 3);
        var steps = value / step;
        return Math.Round((direction > 0 ? Math.Floor(steps) + 1 : Math.Ceiling(steps) - 1) * step, 12);
    }
}

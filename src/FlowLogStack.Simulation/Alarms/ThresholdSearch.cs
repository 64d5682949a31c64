namespace FlowLogStack.Simulation;

/// <summary>Finds the threshold with which an alarm would have kept to a wanted rate.</summary>
/// <remarks>
/// Beginning where nothing breaches, the threshold moves towards ordinary values as long as the alarm would not have gone
/// off more often than wanted. An alarm that stays on counts again for each further day, since nobody leaves it at one page.
/// </remarks>
sealed class ThresholdSearch(AlarmDefinition alarm, AlarmSimulation simulation)
{
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
        ThresholdComparison.GreaterThanThreshold or ThresholdComparison.LessThanThreshold => ordered[place],
        // And these on it, so it stands beyond that value.
        ThresholdComparison.GreaterThanOrEqualToThreshold => Beyond(ordered[place], 1),
        _ => Beyond(ordered[place], -1),
    };

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

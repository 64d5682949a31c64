namespace FlowLogStack.Simulation;

/// <summary>The simulation of one metric alarm, evaluated each minute as CloudWatch does.</summary>
/// <remarks>
/// At each minute, the alarm evaluates windows that end at that minute and one, two, … periods before, with the data that have arrived. Alarms with
/// an evaluation range of more than one day are evaluated each hour. Windows before the first data are missing. An alarm on missing data is
/// therefore first evaluated when its evaluation range lies within the data, and an alarm on low values ignores windows that start before the data.
/// </remarks>
sealed class AlarmSimulation
{
    const int MostKeptValues = 2_000_000;
    const long MostLooks = 1_000_000;
    const long Hour = 60;
    const long Day = 24 * Hour;

    readonly AlarmDefinition alarm;
    readonly AlarmSeries series;
    readonly SimulatedTime time;
    readonly int range;
    readonly List<long> looks = [];
    readonly List<double> kept = [];
    readonly bool keeps;

    internal AlarmSimulation(AlarmDefinition alarm, AlarmSeries series, SimulatedTime time, int range)
    {
        this.alarm = alarm;
        this.series = series;
        this.time = time;
        this.range = Math.Max(range, alarm.EvaluationPeriods);
        FindLooks();
        keeps = (long)looks.Count * this.range <= MostKeptValues;
        if (!keeps)
            return;
        var values = new double[this.range];
        foreach (var look in looks)
        {
            Look(look, values);
            kept.AddRange(values);
        }
    }

    /// <summary>Returns the highest evaluated value, or the lowest for an alarm on low values; null without any data.</summary>
    internal double? Peak()
    {
        var values = AllValues();
        return values.Count == 0 ? null : alarm.Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold or ThresholdComparison.LessThanLowerThreshold
            ? values.Min
            : values.Max;
    }

    /// <summary>Returns the distinct evaluated values.</summary>
    internal SortedSet<double> AllValues()
    {
        var all = new SortedSet<double>();
        var values = new double[range];
        for (var i = 0; i < looks.Count; i++)
        {
            foreach (var value in ValuesAt(i, values))
            {
                if (!double.IsNaN(value))
                    all.Add(value);
            }
        }

        return all;
    }

    /// <summary>Returns the alarm's history.</summary>
    /// <param name="threshold">Threshold that replaces the alarm's own. Default: null (the alarm's own).</param>
    internal AlarmHistory Run(double? threshold = null)
    {
        var limit = threshold ?? alarm.Threshold ?? 0;
        var transitions = new List<AlarmTransition>();
        var current = AlarmState.InsufficientData;
        var values = new double[range];
        var states = new DatapointState[range];
        for (var i = 0; i < looks.Count; i++)
        {
            var seen = ValuesAt(i, values);
            for (var slot = 0; slot < range; slot++)
                states[slot] = StateOf(seen[slot], limit, looks[i] - ((range - slot) * series.Minutes));
            var next = AlarmEvaluation.Next(states, alarm.EvaluationPeriods, alarm.DatapointsToAlarm, alarm.MissingData, current);
            if (next == current)
                continue;
            current = next;
            transitions.Add(new AlarmTransition(EpochMinute.ToInstant(looks[i]), next));
        }

        return AlarmHistory.Of(transitions, EpochMinute.ToInstant(time.To));
    }

    DatapointState StateOf(double value, double limit, long start)
    {
        if (double.IsNaN(value))
            return DatapointState.Missing;
        var breaches = alarm.Comparison switch
        {
            ThresholdComparison.GreaterThanOrEqualToThreshold => value >= limit,
            ThresholdComparison.GreaterThanThreshold => value > limit,
            ThresholdComparison.LessThanThreshold => value < limit,
            ThresholdComparison.LessThanOrEqualToThreshold => value <= limit,
            // Without a band, no value is an anomaly.
            _ => series.Band(start) is { } band && ((alarm.Comparison is not ThresholdComparison.GreaterThanUpperThreshold && value < band.Lower) || (alarm.Comparison is not ThresholdComparison.LessThanLowerThreshold && value > band.Upper)),
        };
        return breaches ? DatapointState.Breaching : DatapointState.Within;
    }

    // Stretches without data in the evaluation range are skipped, because the state doesn't change. Logs of two distant days cost two days.
    void FindLooks()
    {
        var step = alarm.EvaluationPeriods * series.Minutes > Day ? Hour : 1;
        var first = time.From + 1;
        if (alarm.MissingData is MissingDataTreatment.Breaching)
            first = time.From + (alarm.EvaluationPeriods * series.Minutes) + time.FirstDelay;
        first = -EpochMinute.FloorDivide(-first, step) * step;
        var arrivals = series.Arrivals();
        var next = 0;
        var lastSeen = long.MinValue;
        var looksAlways = series.ChangesByItself && time.To - first <= MostLooks;
        var reach = (range * series.Minutes) + series.LongestDelay + step;
        for (var minute = first; minute <= time.To;)
        {
            while (next < arrivals.Count && arrivals[next] <= minute)
                lastSeen = arrivals[next++];
            looks.Add(minute);
            if ((lastSeen != long.MinValue && minute - lastSeen <= reach) || looksAlways)
                minute += step;
            else if (next < arrivals.Count)
                minute = Math.Max(minute + step, EpochMinute.FloorDivide(arrivals[next], step) * step);
            else
                break;
        }
    }

    ReadOnlySpan<double> ValuesAt(int look, double[] values)
    {
        if (keeps)
            return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept).Slice(look * range, range);
        Look(looks[look], values);
        return values;
    }

    void Look(long minute, double[] values)
    {
        var together = series.NeedsRange ? series.Values(minute - (range * series.Minutes), range, minute) : null;
        for (var slot = 0; slot < range; slot++)
        {
            var start = minute - ((range - slot) * series.Minutes);
            var isCut = start < time.From && alarm.BreachesBelow;
            values[slot] = isCut || start + series.Minutes <= time.From ? double.NaN : (together is null ? series.Value(start, minute) : together[slot]) ?? double.NaN;
        }
    }
}

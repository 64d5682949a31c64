namespace FlowLogStack.Simulation;

/// <summary>One metric alarm, evaluated every minute as CloudWatch does, or every 10 seconds where its periods are shorter than a minute.</summary>
/// <remarks>
/// At each tick, a minute or 10 seconds, the alarm looks at windows that end there, one, two, … periods before, and sees of them what had
/// arrived. An alarm whose periods together exceed a day is evaluated on the hour. Windows from before the data are
/// missing; an alarm on missing data is therefore first evaluated after as many windows as it requires
/// for, and one on low values does not take a window that began before the data for a low one.
/// </remarks>
sealed class AlarmSimulation
{
    const int MostKeptValues = 2_000_000;
    const long MostLooks = 1_000_000;
    const long MinutesPerHour = 60;
    const long HoursPerDay = 24;

    readonly AlarmDefinition alarm;
    readonly AlarmSeries series;
    readonly SimulatedTime time;
    readonly long from;
    readonly long to;
    readonly int range;
    readonly List<long> looks = [];
    readonly List<double> kept = [];
    readonly bool keeps;

    internal AlarmSimulation(AlarmDefinition alarm, AlarmSeries series, SimulatedTime time, int range)
    {
        this.alarm = alarm;
        this.series = series;
        this.time = time;
        (from, to) = (time.From * series.TicksPerMinute, time.To * series.TicksPerMinute);
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
        var isOfLow = alarm.Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold
            or ThresholdComparison.LessThanLowerThreshold;
        double? peak = null;
        var values = new double[range];
        for (var i = 0; i < looks.Count; i++)
        {
            foreach (var value in ValuesAt(i, values))
            {
                if (!double.IsNaN(value) && (peak is not { } known || (isOfLow ? value < known : value > known)))
                    peak = value;
            }
        }

        return peak;
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

    /// <summary>Returns the simulated history of the alarm.</summary>
    /// <param name="threshold">Another threshold than its own; the history then has no reasons.</param>
    internal AlarmHistory Run(double? threshold = null)
    {
        var limit = threshold ?? alarm.Threshold ?? 0;
        var transitions = new List<AlarmTransition>();
        var reasons = new List<string?>();
        var current = AlarmState.InsufficientData;
        var values = new double[range];
        var states = new DatapointState[range];
        for (var i = 0; i < looks.Count; i++)
        {
            var seen = ValuesAt(i, values);
            for (var slot = 0; slot < range; slot++)
                states[slot] = StateOf(seen[slot], limit, StartOf(looks[i], slot));
            if (KeepsState(looks[i], states))
                continue;
            var next = AlarmEvaluation.Next(states, alarm.EvaluationPeriods, alarm.DatapointsToAlarm, alarm.MissingData, current);
            if (next == current)
                continue;
            current = next;
            transitions.Add(new AlarmTransition(series.ToInstant(looks[i]), next));
            if (threshold is null)
                reasons.Add(AlarmReason.Of(alarm, next, seen, states, slot => series.ToInstant(StartOf(looks[i], slot))));
        }

        return AlarmHistory.Of(transitions, series.ToInstant(to)) with { Reasons = reasons };
    }

    /// <summary>Returns the number of breaching periods that are enough for <c>ALARM</c>, M within N in a row, in the values with all records.</summary>
    internal int PeriodsEnoughForAlarm(IReadOnlyList<MetricDatapoint> datapoints)
    {
        var breaching = datapoints
            .Select(point => (Tick: series.TickOf(point.At), point.Value))
            .Where(point => StateOf(point.Value, alarm.Threshold ?? 0, point.Tick) is DatapointState.Breaching)
            .Select(point => point.Tick)
            .ToList();
        var enough = new HashSet<long>();
        for (var i = 0; i + alarm.DatapointsToAlarm <= breaching.Count; i++)
        {
            if (breaching[i + alarm.DatapointsToAlarm - 1] - breaching[i] < alarm.EvaluationPeriods * series.Length)
                enough.UnionWith(breaching.Skip(i).Take(alarm.DatapointsToAlarm));
        }

        return enough.Count;
    }

    // The first tick of a window that a look sees.
    long StartOf(long look, int slot) => look - series.Lag - ((range - slot) * series.Length);

    // A percentile of too few samples decides nothing where the alarm ignores them.
    bool KeepsState(long look, DatapointState[] states)
    {
        if (!alarm.IgnoresFewSamples || series.FewestSamples is not { } fewest)
            return false;
        var newest = Array.FindLastIndex(states, state => state is not DatapointState.Missing);
        return newest >= 0 && series.SamplesIn(StartOf(look, newest), look) < fewest;
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
            _ => series.Band(start) is { } band && ((alarm.Comparison is not ThresholdComparison.GreaterThanUpperThreshold && value < band.Lower)
                || (alarm.Comparison is not ThresholdComparison.LessThanLowerThreshold && value > band.Upper)),
        };
        return breaches ? DatapointState.Breaching : DatapointState.Within;
    }

    // Stretches without data in the evaluation range are skipped, because the state doesn't change. Logs of two distant days cost two days.
    void FindLooks()
    {
        var hour = MinutesPerHour * series.TicksPerMinute;
        var step = alarm.EvaluationPeriods * series.Length > HoursPerDay * hour ? hour : 1;
        var first = from + 1;
        if (alarm.MissingData is MissingDataTreatment.Breaching)
            first = from + (alarm.EvaluationPeriods * series.Length) + (time.FirstDelay * series.TicksPerMinute);
        first = -EpochMinute.FloorDivide(-first, step) * step;
        var arrivals = series.Arrivals();
        var next = 0;
        var lastSeen = long.MinValue;
        var looksAlways = series.ChangesByItself && to - first <= MostLooks;
        var reach = series.Lag + (range * series.Length) + series.LongestDelay + step;
        for (var tick = first; tick <= to;)
        {
            while (next < arrivals.Count && arrivals[next] <= tick)
                lastSeen = arrivals[next++];
            looks.Add(tick);
            if ((lastSeen != long.MinValue && tick - lastSeen <= reach) || looksAlways)
                tick += step;
            else if (next < arrivals.Count)
                tick = Math.Max(tick + step, EpochMinute.FloorDivide(arrivals[next], step) * step);
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

    void Look(long tick, double[] values)
    {
        var together = series.NeedsRange ? series.Values(StartOf(tick, 0), range, tick) : null;
        for (var slot = 0; slot < range; slot++)
        {
            var start = StartOf(tick, slot);
            var isCut = start < from && alarm.BreachesBelow;
            values[slot] = isCut || start + series.Length <= from ? double.NaN : (together is null ? series.Value(start, tick) : together[slot]) ?? double.NaN;
        }
    }
}

using System.Runtime.InteropServices;

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

    // Of each look, the values of windows that could still change. All others are the final values.
    readonly List<double> kept = [];
    readonly int settled;
    readonly bool keeps;

    internal AlarmSimulation(AlarmDefinition alarm, AlarmSeries series, SimulatedTime time, int range)
    {
        this.alarm = alarm;
        this.series = series;
        this.time = time;
        (from, to) = (time.From * series.TicksPerMinute, time.To * series.TicksPerMinute);
        this.range = Math.Max(range, alarm.EvaluationPeriods);
        FindLooks();
        settled = series.NeedsRange ? 0
            : (int)Math.Clamp(this.range + EpochMinute.FloorDivide(series.Lag - series.LongestDelay, series.Length), 0, this.range);
        keeps = (long)looks.Count * (this.range - settled) <= MostKeptValues;
        if (!keeps)
            return;
        var values = new double[this.range];
        foreach (var look in looks)
        {
            Look(look, values, settled, this.range);
            kept.AddRange(values.AsSpan(settled));
        }
    }

    /// <summary>Returns the highest evaluated value, or the lowest for an alarm on low values; null without any data.</summary>
    internal double? Peak()
    {
        var isOfLow = alarm.Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold
            or ThresholdComparison.LessThanLowerThreshold;
        double? peak = null;
        foreach (var (windows, first) in Sights())
        {
            foreach (var value in windows.Values.AsSpan(first))
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
        foreach (var (windows, first) in Sights())
        {
            foreach (var value in windows.Values.AsSpan(first))
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
        foreach (var (windows, first) in Sights())
        {
            var (look, seen, states) = (windows.Look, windows.Values, windows.States);
            for (var slot = first; slot < range; slot++)
                states[slot] = StateOf(seen[slot], limit, StartOf(look, slot));
            if (KeepsState(look, states))
                continue;
            var next = AlarmEvaluation.Next(states, alarm.EvaluationPeriods, alarm.DatapointsToAlarm, alarm.MissingData, current);
            if (next == current)
                continue;
            current = next;
            transitions.Add(new AlarmTransition(series.ToInstant(look), next));
            if (threshold is null)
                reasons.Add(ReasonOf(windows, next));
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

    string? ReasonOf(Windows windows, AlarmState state) =>
        AlarmReason.Of(alarm, state, windows.Values, windows.States, slot => series.ToInstant(StartOf(windows.Look, slot)));

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

    // What each look sees, and the first window that the look one period before didn't see with the same value.
    IEnumerable<(Windows Windows, int First)> Sights()
    {
        var positions = new Dictionary<long, Windows>();
        for (var i = 0; i < looks.Count; i++)
        {
            var position = looks[i] - (EpochMinute.FloorDivide(looks[i], series.Length) * series.Length);
            if (!positions.TryGetValue(position, out var windows))
                positions.Add(position, windows = new Windows(range));
            var known = windows.Look == looks[i] - series.Length ? Math.Max(0, settled - 1) : 0;
            windows.MoveTo(looks[i], known);
            Look(looks[i], windows.Values, known, keeps ? settled : range);
            if (keeps)
                CollectionsMarshal.AsSpan(kept).Slice(i * (range - settled), range - settled).CopyTo(windows.Values.AsSpan(settled));
            yield return (windows, known);
        }
    }

    void Look(long tick, double[] values, int first, int end)
    {
        var together = series.NeedsRange && first < end ? series.Values(StartOf(tick, 0), range, tick) : null;
        for (var slot = first; slot < end; slot++)
        {
            var start = StartOf(tick, slot);
            var isCut = start < from && alarm.BreachesBelow;
            values[slot] = isCut || start + series.Length <= from ? double.NaN : (together is null ? series.Value(start, tick) : together[slot]) ?? double.NaN;
        }
    }

    /// <summary>The windows of looks that are periods apart, the oldest first.</summary>
    sealed class Windows(int range)
    {
        /// <summary>The look.</summary>
        internal long Look { get; private set; } = long.MinValue;

        /// <summary>The value of each window; not a number without data.</summary>
        internal double[] Values { get; } = new double[range];

        /// <summary>The state of each window.</summary>
        internal DatapointState[] States { get; } = new DatapointState[range];

        /// <summary>Moves to a look, which sees some windows of the last look one place further to the front.</summary>
        internal void MoveTo(long look, int known)
        {
            Look = look;
            Array.Copy(Values, 1, Values, 0, known);
            Array.Copy(States, 1, States, 0, known);
        }
    }
}

namespace FlowLogStack.Simulation;

/// <summary>The values of an alarm's metric in any window, as available at any time.</summary>
sealed class AlarmSeries
{
    const long MostWindows = 100_000;

    readonly AlarmDefinition alarm;
    readonly Dictionary<string, MetricQueryDefinition> queries;
    readonly Dictionary<string, MetricExpression> expressions;
    readonly Dictionary<string, MetricSource> sources;
    readonly Dictionary<string, InsightSeries> rules;
    readonly Dictionary<long, double?> final = [];
    readonly AnomalyBand? band;
    readonly (long First, long Last)? extent;

    /// <summary>Connects an alarm with its metrics.</summary>
    /// <exception cref="FormatException">A metric or rule is missing, or an expression isn't supported. The message contains the reason.</exception>
    internal AlarmSeries(AlarmDefinition alarm, MetricLibrary library)
    {
        this.alarm = alarm;
        var plan = AlarmPlan.Of(alarm);
        queries = plan.Queries;
        expressions = plan.Expressions;
        sources = plan.Metrics.ToDictionary(metric => metric.Id, metric => library.TryGet(metric.Metric!, out var source) ? source : throw new TemplateException($"nothing publishes its metric {metric.Metric}"));
        rules = plan.Rules.Select(rule => rule.Rule).Distinct().ToDictionary(name => name, name => library.TryGet(name, out var series) ? series : throw new TemplateException($"the template has no Contributor Insights rule '{name}'"));
        LongestDelay = sources.Values.Select(source => source.LongestDelay).Concat(rules.Values.Select(rule => rule.LongestDelay)).DefaultIfEmpty().Max();
        NeedsRange = expressions.Values.Any(expression => expression.NeedsRange);
        ChangesByItself = expressions.Values.Any(expression => expression.ChangesByItself);
        var extents = sources.Values.Select(source => source.Extent()).OfType<(long First, long Last)>().ToList();
        extent = extents.Count == 0 ? null : (extents.Min(one => one.First), extents.Max(one => one.Last));
        band = plan.Band is { } width ? new AnomalyBand(Minutes, width, start => Final(start)) : null;
    }

    /// <summary>Length of a window in minutes.</summary>
    internal long Minutes => (long)alarm.Period.TotalMinutes;

    /// <summary>The longest arrival delay of the data, in minutes.</summary>
    internal long LongestDelay { get; }

    /// <summary>The last minute with values of a metric; null without any.</summary>
    internal long? LastMinute => sources.Values.Select(source => source.Extent()?.Last).Max();

    /// <summary>Returns the minutes in which data arrive, in order.</summary>
    internal IReadOnlyList<long> Arrivals() =>
        [.. sources.Values.SelectMany(source => source.Arrivals()).Concat(rules.Values.SelectMany(rule => rule.Arrivals)).Distinct().Order()];

    /// <summary>Whether the value of a window depends on other windows of the evaluation range.</summary>
    internal bool NeedsRange { get; }

    /// <summary>Whether values can change while no metric changes.</summary>
    internal bool ChangesByItself { get; }

    /// <summary>Returns the value of a window that doesn't depend on others.</summary>
    /// <param name="start">First minute of the window.</param>
    /// <param name="seenAt">Minute of the evaluation. Later arrivals are ignored.</param>
    internal double? Value(long start, long seenAt) =>
        seenAt >= start + Minutes + LongestDelay ? Final(start) : Values(start, 1, seenAt)[0];

    /// <summary>Returns the values of consecutive windows.</summary>
    /// <param name="start">First minute of the first window.</param>
    /// <param name="count">Number of windows.</param>
    /// <param name="seenAt">Minute of the evaluation. Later arrivals are ignored.</param>
    internal double?[] Values(long start, int count, long seenAt)
    {
        var range = new Range(this, start, count, seenAt);
        return range.ValueOf(alarm.Watched.Id).OneSeries(count);
    }

    /// <summary>Returns the value of a window after all data have arrived, computed over the whole range if it depends on other windows.</summary>
    internal double? Final(long start)
    {
        if (final.TryGetValue(start, out var known))
            return known;
        if (!NeedsRange || extent is not { } whole || start + Minutes <= whole.First || start > whole.Last)
        {
            var value = Values(start, 1, long.MaxValue)[0];
            final.Add(start, value);
            return value;
        }

        // All windows at a distance of whole periods from this one form one time range.
        var before = Math.Min((start + Minutes - 1 - whole.First) / Minutes, MostWindows);
        var count = (int)Math.Min(before + ((whole.Last - start) / Minutes) + 1, MostWindows * 2);
        var first = start - (before * Minutes);
        var values = Values(first, count, long.MaxValue);
        for (var i = 0; i < count; i++)
            final.TryAdd(first + (i * Minutes), values[i]);
        return final[start];
    }

    /// <summary>Returns the anomaly detection band of a window, or null if there is too little history.</summary>
    internal (double Lower, double Upper)? Band(long start) => band?.At(start);

    sealed class Range(AlarmSeries series, long start, int count, long seenAt) : IMetricRange
    {
        readonly Dictionary<string, MathValue> known = new(StringComparer.Ordinal);

        public int Count => count;

        public long Minutes => series.Minutes;

        public long StartOf(int index) => start + (index * Minutes);

        public MathValue ValueOf(string id)
        {
            if (known.TryGetValue(id, out var value))
                return value;
            if (!series.expressions.TryGetValue(id, out var expression))
                return known[id] = MathValue.Series(Read(series.sources[id], series.queries[id].Statistic));
            // Each value is computed once, after the values it depends on, so a long chain of expressions causes no deep recursion.
            foreach (var part in expression.Ids)
                ValueOf(part);
            return known[id] = expression.ValueIn(this);
        }

        public double?[] ValuesOf(string rule, InsightMetric metric)
        {
            var values = new double?[count];
            for (var i = 0; i < count; i++)
                values[i] = series.rules[rule].Read(metric, StartOf(i), StartOf(i) + Minutes, seenAt);
            return values;
        }

        double?[] Read(MetricSource source, MetricStatistic statistic)
        {
            var values = new double?[count];
            for (var i = 0; i < count; i++)
                values[i] = source.Read(StartOf(i), StartOf(i) + Minutes, seenAt).Of(statistic);
            return values;
        }
    }
}

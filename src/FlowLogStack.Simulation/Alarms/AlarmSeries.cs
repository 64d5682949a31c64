namespace FlowLogStack.Simulation;

/// <summary>The values an alarm watches: of any window, as they were known at any time.</summary>
sealed class AlarmSeries
{
    readonly AlarmDefinition alarm;
    readonly Dictionary<string, MetricQueryDefinition> queries;
    readonly Dictionary<string, MetricExpression> expressions;
    readonly Dictionary<string, MetricSource> sources;
    readonly Dictionary<string, InsightSeries> rules;
    readonly Dictionary<long, double?> final = [];
    readonly AnomalyBand? band;

    /// <summary>Connects an alarm with the metrics it reads.</summary>
    /// <exception cref="FormatException">A metric or rule is not there, or an expression is beyond what is simulated; the message says why.</exception>
    internal AlarmSeries(AlarmDefinition alarm, MetricLibrary library)
    {
        this.alarm = alarm;
        var plan = AlarmPlan.Of(alarm);
        queries = plan.Queries;
        expressions = plan.Expressions;
        sources = plan.Metrics.ToDictionary(metric => metric.Id, metric => library.TryGet(metric.Metric!, out var source) ? source : throw new TemplateException($"nothing publishes its metric {metric.Metric}"));
        rules = plan.Rules.Select(rule => rule.Rule).Distinct().ToDictionary(name => name, name => library.TryGet(name, out var series) ? series : throw new TemplateException($"the template has no Contributor Insights rule '{name}'"));
        LongestDelay = sources.Values.Select(source => source.LongestDelay).Concat(rules.Values.Select(rule => rule.LongestDelay)).DefaultIfEmpty().Max();
        band = plan.Band is { } width ? new AnomalyBand(Minutes, width, start => Final(start)) : null;
    }

    /// <summary>The length of a window in minutes.</summary>
    internal long Minutes => (long)alarm.Period.TotalMinutes;

    /// <summary>The longest that anything took to arrive, in minutes.</summary>
    internal long LongestDelay { get; }

    /// <summary>The last minute with values of a metric; null without any.</summary>
    internal long? LastMinute => sources.Values.Select(source => source.Extent()?.Last).Max();

    /// <summary>The minutes at which something arrives, in order.</summary>
    internal IReadOnlyList<long> Arrivals() =>
        [.. sources.Values.SelectMany(source => source.Arrivals()).Concat(rules.Values.SelectMany(rule => rule.Arrivals)).Distinct().Order()];

    /// <summary>The value of a window.</summary>
    /// <param name="start">Its first minute.</param>
    /// <param name="seenAt">The minute of the look; what arrives later is not seen.</param>
    internal double? Value(long start, long seenAt) =>
        seenAt >= start + Minutes + LongestDelay ? Final(start) : new Window(this, start, seenAt).ValueOf(alarm.Watched.Id);

    /// <summary>The value of a window with all that ever arrived.</summary>
    internal double? Final(long start)
    {
        if (final.TryGetValue(start, out var known))
            return known;
        var value = new Window(this, start, long.MaxValue).ValueOf(alarm.Watched.Id);
        final.Add(start, value);
        return value;
    }

    /// <summary>What is normal in a window; null while too little is known.</summary>
    internal (double Lower, double Upper)? Band(long start) => band?.At(start);

    sealed class Window(AlarmSeries series, long start, long seenAt) : IMetricWindow
    {
        public long Start => start;

        public long Minutes => series.Minutes;

        public double? ValueOf(string id) =>
            series.expressions.TryGetValue(id, out var expression) ? expression.Evaluate(this)
            : series.sources[id].Read(start, start + Minutes, seenAt).Of(series.queries[id].Statistic);

        public double? ValueOf(string rule, InsightMetric metric) => series.rules[rule].Read(metric, start, start + Minutes, seenAt);

        public IMetricWindow Previous() => new Window(series, start - Minutes, seenAt);
    }
}

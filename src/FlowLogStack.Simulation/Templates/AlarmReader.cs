namespace FlowLogStack.Simulation;

/// <summary>A reader of one metric alarm that PutMetricAlarm accepts. It throws an exception with the reason if the alarm can't be simulated.</summary>
sealed class AlarmReader(ResourceProperties properties, string name)
{
    const string OnlyQuery = "m1";

    internal AlarmDefinition Read()
    {
        if (properties.Has("EvaluationCriteria"))
            throw new TemplateException("it evaluates a query of its own language, which is not simulated");
        var isSingle = properties.Text("MetricName") is not null;
        var queries = isSingle ? [SingleQuery()] : Queries();
        var comparison = Comparison();
        var band = properties.Text("ThresholdMetricId");
        var usesBand = comparison is ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold or ThresholdComparison.LessThanLowerThreshold
            or ThresholdComparison.GreaterThanUpperThreshold;
        if (usesBand && (band is null || queries.All(query => query.Id != band)))
            throw new TemplateException($"its {comparison} needs a band, "
                + $"and {(band is null ? "it has no ThresholdMetricId" : $"no query has the id '{band}' of its ThresholdMetricId")}");
        var returned = queries.Count(query => query.ReturnsData && query.Id != band);
        if (returned != 1)
            throw new TemplateException($"exactly one of its metrics must return data, and {returned} do");
        var periods = properties.Count("EvaluationPeriods") ?? throw new TemplateException("it has no EvaluationPeriods");
        var datapoints = properties.Count("DatapointsToAlarm") ?? periods;
        var period = PeriodOf(isSingle);
        return new AlarmDefinition
        {
            LogicalId = properties.LogicalId,
            Name = name,
            Description = properties.Text("AlarmDescription") ?? "",
            Severity = AlarmSeverity.Of(properties),
            Queries = queries,
            Comparison = comparison,
            Threshold = usesBand ? null : properties.Number("Threshold") ?? throw new TemplateException("it has no Threshold"),
            BandId = usesBand ? band : null,
            Period = period,
            EvaluationPeriods = periods,
            DatapointsToAlarm = datapoints,
            MissingData = MissingData(),
            IgnoresFewSamples = properties.Text("EvaluateLowSampleCountPercentile") == "ignore",
        };
    }

    MetricQueryDefinition SingleQuery() => new() { Id = OnlyQuery, Metric = IdentityOf(properties),
        Statistic = StatisticOf(properties, "Statistic", "ExtendedStatistic"), Extended = ExtendedOf(properties, "Statistic", "ExtendedStatistic"),
            ReturnsData = true };

    List<MetricQueryDefinition> Queries()
    {
        var queries = new List<MetricQueryDefinition>();
        foreach (var query in properties.List("Metrics"))
        {
            var stat = query.Nested("MetricStat");
            queries.Add(new MetricQueryDefinition
            {
                Id = query.Text("Id") ?? throw new TemplateException("one of its metrics has no Id"),
                Metric = stat is null ? null : IdentityOf(stat.Nested("Metric") ?? throw new TemplateException("a MetricStat has no Metric")),
                Statistic = stat is null ? default : StatisticOf(stat, "Stat", "Stat"),
                Extended = stat is null ? null : ExtendedOf(stat, "Stat", "Stat"),
                Expression = stat is null ? query.Text("Expression")
                    ?? throw new TemplateException("one of its metrics has neither a MetricStat nor an Expression") : null,
                Label = query.Text("Label"),
                // In CloudWatch, ReturnData is true by default.
                ReturnsData = !query.Has("ReturnData") || query.Flag("ReturnData"),
            });
        }

        return queries.Count > 0 ? queries : throw new TemplateException("it has neither a MetricName nor Metrics");
    }

    static MetricIdentity IdentityOf(ResourceProperties metric) => new(
        metric.Text("Namespace") ?? throw new TemplateException("its metric has no Namespace"),
        metric.Text("MetricName") ?? throw new TemplateException("its metric has no MetricName"),
        metric.List("Dimensions").Select(dimension => KeyValuePair.Create(dimension.Text("Name") ?? "", dimension.Text("Value") ?? "")));

    static MetricStatistic StatisticOf(ResourceProperties source, string property, string extended)
    {
        var text = source.Text(property) ?? source.Text(extended) ?? throw new TemplateException("it has no Statistic");
        return Enum.TryParse<MetricStatistic>(text, out var statistic) && char.IsAsciiLetter(text[0])
            ? statistic
            : ExtendedStatistic.TryParse(text, out _) ? default
            : throw new TemplateException($"its statistic '{text}' is not one of Sum, Average, Minimum, Maximum, SampleCount, percentiles such as p99, and "
            + "trimmed statistics such as TM(10%:90%)");
    }

    static ExtendedStatistic? ExtendedOf(ResourceProperties source, string property, string extended) =>
        ExtendedStatistic.TryParse(source.Text(property) ?? source.Text(extended) ?? "", out var statistic) ? statistic : null;

    ThresholdComparison Comparison()
    {
        var text = properties.Text("ComparisonOperator") ?? throw new TemplateException("it has no ComparisonOperator");
        return Enum.TryParse<ThresholdComparison>(text, out var comparison) && char.IsAsciiLetter(text[0]) ? comparison
            : throw new TemplateException($"its ComparisonOperator '{text}' is not valid");
    }

    MissingDataTreatment MissingData() => properties.Text("TreatMissingData") switch
    {
        null or "missing" => MissingDataTreatment.Missing,
        "ignore" => MissingDataTreatment.Ignore,
        "breaching" => MissingDataTreatment.Breaching,
        "notBreaching" => MissingDataTreatment.NotBreaching,
        var text => throw new TemplateException($"its TreatMissingData '{text}' is not one of missing, ignore, breaching and notBreaching"),
    };

    TimeSpan PeriodOf(bool isSingle)
    {
        var periods = isSingle
            ? [properties.Count("Period")]
            : properties.List("Metrics").Select(query => query.Count("Period") ?? query.Nested("MetricStat")?.Count("Period"))
            .Where(period => period is not null).Distinct().ToList();
        if (periods is not [{ } seconds])
            throw new TemplateException(periods.Count > 1 ? $"its metrics have different periods: {string.Join(", ", periods)} seconds" : "it has no Period");
        return TimeSpan.FromSeconds(seconds);
    }
}

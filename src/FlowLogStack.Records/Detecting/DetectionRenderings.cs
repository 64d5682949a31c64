using System.Collections.Immutable;
using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>Generators of filter patterns, queries, rules and predicates for detections. For one log format, all of them select the same records.</summary>
public static class DetectionRenderings
{
    /// <summary>Returns whether the log format has every field that the detection requires.</summary>
    public static bool IsAvailableIn(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(format);
        return detection.RequiredFields.All(format.Contains);
    }

    /// <summary>Returns the conditions of the records that count in a log format: lists of which a record has to fulfill one.</summary>
    /// <exception cref="FlowLogFormatException">The log format lacks required fields; the message contains them.</exception>
    /// <exception cref="ArgumentException">Two alternatives share records, or the allow-list has addresses but the records that count have none.</exception>
    public static ImmutableArray<ImmutableArray<FieldCondition>> Selection(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(format);
        format.EnsureContains($"The detection '{detection.Title}'", detection.RequiredFields);
        EnsureAllowable(detection);
        EnsureApart(detection);
        FieldCondition[] common =
        [
            .. detection.Conditions,
            .. detection.Refinements.SelectMany(refinement => refinement.ConditionsIn(format)),
            .. detection.Exceptions,
        ];
        return detection.Alternatives.IsEmpty
            ? [[.. common]]
            : [.. detection.Alternatives.Select(conditions => ImmutableArray.Create([.. common, .. conditions]))];
    }

    /// <summary>
    /// Returns the limitations of the detection in this log format, as sentences: traffic that it misses or counts by
    /// mistake. Empty without limitations.
    /// </summary>
    public static IEnumerable<string> Caveats(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(detection);
        foreach (var refinement in detection.Refinements.Where(refinement => !refinement.AppliesTo(format)))
            yield return refinement.Caveat;
        if (detection.Conditions.Any(condition => condition.Tests.Contains(new FieldTest(Comparison.Outside, MonitoredNetwork.AllOfIPv6))))
            yield return "Internal IPv6 addresses are public, so the detection ignores external IPv6 traffic until the VPC's IPv6 block is configured "
                + "as internal.";
    }

    /// <summary>Returns the patterns of the metric filters, one for each alternative. All of them publish one metric.</summary>
    /// <exception cref="FlowLogFormatException">The log format lacks required fields, or the pattern would exceed a limit of CloudWatch Logs.</exception>
    public static IReadOnlyList<string> ToFilterPatterns(this Detection detection, FlowLogFormat format) =>
        [.. detection.Selection(format).Select(conditions => FilterPattern.ToFilterPattern(format, detection.Measure.Fields, conditions))];

    /// <summary>Returns the predicate over parsed records.</summary>
    public static RecordPredicate ToPredicate(this Detection detection, FlowLogFormat format) =>
        RecordPredicate.AnyOf(detection.Selection(format).Select(conditions => conditions.AsEnumerable()));

    /// <summary>Returns the condition of a <c>WHERE</c> clause over a table with the log format's columns.</summary>
    public static string ToSql(this Detection detection, FlowLogFormat format) =>
        SqlConditions.ToSqlAny(Lists(detection, format));

    /// <summary>Returns the Athena query for the alarm's breaching periods and their values.</summary>
    /// <param name="detection">The detection. For one with an anomaly detection band the query returns the 50 highest periods.</param>
    /// <param name="format">Log format of the archive's records; requires <c>start</c>.</param>
    /// <param name="from">The <c>FROM</c> clause with the condition on partitions: <c>FROM "t"\nWHERE …</c>.</param>
    public static string ToAthenaSeries(this Detection detection, FlowLogFormat format, string from)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(format);
        format.EnsureContains($"The query of the detection '{detection.Title}'", FlowField.Start);
        var (start, seconds) = (SqlConditions.Identifier(FlowField.Start), (long)detection.Period.TotalSeconds);
        var period = $"from_unixtime({start} - {start} % {seconds}) AS period_start";
        var measure = detection.Measure;
        var (value, records) = measure.IsOfContributor
            ? ("max(of_key)", $"""
                FROM (
                SELECT {period}, {string.Join(", ", measure.Contributor.Select(SqlConditions.Identifier))}, {
                    SqlValue(measure, measure.CountedOfContributor)} AS of_key
                {from}
                  AND {detection.ToSql(format)}
                GROUP BY {string.Join(", ", Enumerable.Range(1, 1 + measure.Contributor.Length))}
                )
                """)
            : (SqlValue(measure, measure.Key), $"{from}\n  AND {detection.ToSql(format)}");
        var bound = detection.Trigger switch
        {
            AlarmTrigger.AtLeast => $"HAVING {value} >= {detection.Threshold.ToString(CultureInfo.InvariantCulture)}\nORDER BY period_start",
            AlarmTrigger.Below => $"HAVING {value} < {detection.Threshold.ToString(CultureInfo.InvariantCulture)}\nORDER BY period_start",
            _ => "ORDER BY value DESC\nLIMIT 50",
        };
        return $"SELECT {(measure.IsOfContributor ? "period_start" : period)}, {value} AS value\n{records}\nGROUP BY 1\n{bound}";
    }

    /// <summary>Returns the Logs Insights query for the addresses behind the alarm, those with most of its measure first.</summary>
    /// <remarks>
    /// A measure of contributors ranks them by their values: the distinct targets, the flows or the sum of each. Other measures rank
    /// conversations by flows or by the sum.
    /// </remarks>
    public static string ToInsightsQuery(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(format);
        var query = InsightsQuery.For(format);
        var measure = detection.Measure;
        var by = Ranked(detection, format, [FlowField.SrcAddr, FlowField.DstAddr, detection.ServicePort, FlowField.InterfaceId]);
        string[] columns =
        [
            .. measure.CountedOfContributor.IsEmpty ? Array.Empty<string>() : [$"{InsightsValue(query, measure, measure.CountedOfContributor)} as targets"],
            "count(*) as flows",
            .. SummedBy(measure).Where(format.Contains).Select(field => $"sum({query.Name(field)}) as {TotalOf(field)}"),
        ];
        var value = !measure.CountedOfContributor.IsEmpty ? "targets" : measure.Summed is { } summed ? TotalOf(summed) : "flows";
        return query.Of([
            .. Filter(query, detection, format),
            $"stats {string.Join(", ", columns)}{(by.IsEmpty ? "" : " by " + string.Join(", ", by.Select(query.Name)))}",
            $"sort {value} desc{(measure.Contributor.IsEmpty || value == "flows" ? "" : ", flows desc")}",
            "limit 50"]);

        static string TotalOf(FlowField field) => "total" + char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
    }

    /// <summary>Returns the fields by which the addresses behind an alarm are ranked: its contributor, or else the conversation.</summary>
    internal static ImmutableArray<FlowField> Ranked(Detection detection, FlowLogFormat format, IEnumerable<FlowField> conversation) =>
        detection.Measure.Contributor.IsEmpty ? [.. conversation.Where(format.Contains)] : detection.Measure.Contributor;

    /// <summary>Returns the fields that are summed beside the measure's value: what the measure sums, and bytes.</summary>
    internal static IEnumerable<FlowField> SummedBy(Measure measure) =>
        new[] { measure.Summed, FlowField.Bytes }.OfType<FlowField>().Distinct();

    /// <summary>Returns the Logs Insights query for the alarm's measure in each period.</summary>
    public static string ToInsightsSeries(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(detection);
        var query = InsightsQuery.For(format);
        var measure = detection.Measure;
        if (!measure.IsOfContributor)
            return query.Of([.. Filter(query, detection, format), $"stats {InsightsValue(query, measure, measure.Key)} as value by {Bin(detection)}"]);
        var contributor = string.Join(", ", measure.Contributor.Select(query.Name));
        return query.Of([
            .. Filter(query, detection, format),
            $"stats {InsightsValue(query, measure, measure.CountedOfContributor)} as ofKey by {contributor}, {Bin(detection)} as period",
            "stats max(ofKey) as value by period"]);
    }

    /// <summary>Returns the Logs Insights query for the records that count, unchanged.</summary>
    public static string ToInsightsRecords(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var query = InsightsQuery.For(format);
        return query.Of([.. Filter(query, detection, format), "display @timestamp, @message", "sort @timestamp desc"]);
    }

    static IEnumerable<string> Filter(InsightsQuery query, Detection detection, FlowLogFormat format)
    {
        var lists = Lists(detection, format);
        return lists.TrueForAll(conditions => conditions.Count > 0) ? [query.FilterAny(lists)] : [];
    }

    /// <summary>Returns the body of the Contributor Insights rule whose contributors are the keys of the detection.</summary>
    /// <param name="detection">
    /// Detection that measures <see cref="Measure.Distinct"/>, <see cref="Measure.Targets"/>, <see cref="Measure.LargestCount"/> or
    /// <see cref="Measure.LargestSum"/>.
    /// </param>
    /// <param name="format">Log format of the log groups' records.</param>
    /// <param name="logGroupNames">Names of the log groups, which may contain CDK tokens.</param>
    /// <exception cref="FlowLogFormatException">
    /// The log format lacks required fields, or a rule cannot express a condition; the message contains them.
    /// </exception>
    /// <exception cref="ArgumentException">The detection has another measure, or has alternatives, which a rule does not support.</exception>
    public static string ToInsightRule(this Detection detection, FlowLogFormat format, params IEnumerable<string> logGroupNames)
    {
        ArgumentNullException.ThrowIfNull(detection);
        return Rule(detection, format, detection.Measure.Key, logGroupNames);
    }

    /// <summary>
    /// Returns the body of the Contributor Insights rule of the sources whose targets the detection counts; null unless it measures
    /// <see cref="Measure.Targets"/>.
    /// </summary>
    /// <exception cref="FlowLogFormatException">
    /// The log format lacks required fields, or a rule cannot express a condition; the message contains them.
    /// </exception>
    public static string? ToSourceRule(this Detection detection, FlowLogFormat format, params IEnumerable<string> logGroupNames)
    {
        ArgumentNullException.ThrowIfNull(detection);
        return detection.Measure.Source is { } source ? Rule(detection, format, [source], logGroupNames) : null;
    }

    /// <summary>Returns the metric math expression of the detection's Contributor Insights rules, which its alarm compares with the threshold.</summary>
    /// <param name="detection">Detection whose <see cref="Measure.NeedsRule"/> is true.</param>
    /// <param name="rule">Name of the rule of <see cref="ToInsightRule"/>, which may contain CDK tokens.</param>
    /// <param name="sourceRule">Name of the rule of <see cref="ToSourceRule"/>. Default: null, required for <see cref="Measure.Targets"/>.</param>
    /// <remarks>
    /// For targets, it is the smaller of two bounds: no source has more different targets than it has records, nor more than there are
    /// pairs beyond one for each other source.
    /// </remarks>
    /// <exception cref="ArgumentException">The detection has no rule, or the name of the rule of sources is missing.</exception>
    public static string ToRuleExpression(this Detection detection, string rule, string? sourceRule = null)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentException.ThrowIfNullOrEmpty(rule);
        return detection.Measure switch
        {
            { NeedsRule: false } => throw new ArgumentException($"The detection '{detection.Title}' has no Contributor Insights rule. Use its metric.",
                nameof(detection)),
            { Source: null, Kind: MeasureKind.Largest } => Of(rule, InsightMetric.MaxContributorValue),
            { Source: null } => Of(rule, InsightMetric.UniqueContributors),
            _ when string.IsNullOrEmpty(sourceRule) =>
                throw new ArgumentException($"The detection '{detection.Title}' counts the targets of sources, so the name of the rule of sources is "
                    + "required. Set sourceRule.", nameof(sourceRule)),
            _ => $"MIN([{Of(sourceRule, InsightMetric.MaxContributorValue)}, {Of(rule, InsightMetric.UniqueContributors)} - "
                + $"{Of(sourceRule, InsightMetric.UniqueContributors)} + 1])",
        };

        static string Of(string rule, InsightMetric metric) => $"INSIGHT_RULE_METRIC('{rule}', '{metric}')";
    }

    /// <summary>Returns the metric math expression of the anomaly detection band of a metric.</summary>
    /// <param name="detection">Detection with <see cref="AlarmTrigger.AboveBand"/>, whose threshold is the band's width in standard deviations.</param>
    /// <param name="metricId">Id of the metric within the alarm, such as <c>m1</c>.</param>
    public static string ToBandExpression(this Detection detection, string metricId)
    {
        ArgumentNullException.ThrowIfNull(detection);
        return $"ANOMALY_DETECTION_BAND({metricId}, {detection.Threshold.ToString(CultureInfo.InvariantCulture)})";
    }

    static string Rule(Detection detection, FlowLogFormat format, ImmutableArray<FlowField> key, IEnumerable<string> logGroupNames)
    {
        var selection = detection.Selection(format);
        return detection.Measure.NeedsRule && selection.Length == 1
            ? InsightRule.Body(format, selection[0], key, logGroupNames, detection.Measure.SummedByKey)
            : throw new ArgumentException($"The detection '{detection.Title}' cannot become a Contributor Insights rule, which counts distinct keys of "
            + "records that fulfill all conditions. Use Measure.Distinct, Targets, LargestCount or LargestSum, without alternatives.", nameof(detection));
    }

    static string Key(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"concat({string.Join(", \"|\", ", names)})";

    static string Bin(Detection detection) => $"bin({detection.Period.TotalMinutes.ToString(CultureInfo.InvariantCulture)}m)";

    static string InsightsValue(InsightsQuery query, Measure measure, ImmutableArray<FlowField> counted) =>
        !counted.IsEmpty ? $"count_distinct({Key([.. counted.Select(query.Name)])})"
        : measure.Summed is { } summed ? $"sum({query.Name(summed)})"
        : "count(*)";

    /// <summary>Returns SQL for the value of a measure.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="counted">Fields whose distinct values count; empty for the sum or the number of records.</param>
    internal static string SqlValue(Measure measure, ImmutableArray<FlowField> counted) =>
        counted.Length > 1 ? $"count(DISTINCT ROW({string.Join(", ", counted.Select(SqlConditions.Identifier))}))"
        : !counted.IsEmpty ? $"count(DISTINCT {SqlConditions.Identifier(counted[0])})"
        : measure.Summed is { } summed ? $"sum({SqlConditions.Identifier(summed)})"
        : "count(*)";

    static List<IReadOnlyCollection<FieldCondition>> Lists(Detection detection, FlowLogFormat format) =>
        [.. detection.Selection(format).Select(conditions => (IReadOnlyCollection<FieldCondition>)conditions)];

    static void EnsureAllowable(Detection detection)
    {
        var withoutTraffic = detection.Measure.Kind is MeasureKind.Arrivals
            || detection.Conditions.Any(condition => condition.Field.Equals(FlowField.LogStatus)
            && condition.Tests.All(test => test.Operand is "NODATA" or "SKIPDATA"));
        if (withoutTraffic && !(detection.Allowed with { Interfaces = [] }).IsEmpty)
            throw new ArgumentException($"The detection '{detection.Title}' counts records without addresses and ports, so an allow-list cannot contain them. "
                + "Allow only interfaces.");
        if (detection.Measure.Kind is MeasureKind.Arrivals && !detection.Allowed.IsEmpty)
            throw new ArgumentException($"The detection '{detection.Title}' counts all arriving events, so it does not support an allow-list. Remove the "
                + "allow-list.");
    }

    static void EnsureApart(Detection detection)
    {
        for (var first = 0; first < detection.Alternatives.Length; first++)
        {
            for (var second = first + 1; second < detection.Alternatives.Length; second++)
            {
                if (!AreApart(detection.Alternatives[first], detection.Alternatives[second]))
                    throw new ArgumentException($"The alternatives {first + 1} and {second + 1} of the detection '{detection.Title}' may share records, which "
                        + "would count twice. Use different values of one field, such as flow-direction or protocol.");
            }
        }
    }

    // Only equality tests of one field with different values are certain to keep two lists apart.
    static bool AreApart(ImmutableArray<FieldCondition> first, ImmutableArray<FieldCondition> second) =>
        first.Any(one => second.Any(other => one.Field.Equals(other.Field) && IsOfValues(one) && IsOfValues(other)
            && !one.Tests.Select(test => test.Operand).Intersect(other.Tests.Select(test => test.Operand)).Any()));

    static bool IsOfValues(FieldCondition condition) =>
        condition.Tests.All(test => test.Comparison is Comparison.Equal) && (condition.AnyHolds || condition.Tests.Length == 1);
}

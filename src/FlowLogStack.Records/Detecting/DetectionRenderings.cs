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
            yield return "Internal IPv6 addresses are public, so the detection ignores external IPv6 traffic until the VPC's IPv6 block is configured as internal.";
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
        var start = SqlConditions.Identifier(FlowField.Start);
        var seconds = (long)detection.Period.TotalSeconds;
        var (value, inner) = (SqlValue(detection.Measure), SqlByKey(detection.Measure));
        var bound = detection.Trigger switch
        {
            AlarmTrigger.AtLeast => $"HAVING {value} >= {detection.Threshold.ToString(CultureInfo.InvariantCulture)}\nORDER BY period_start",
            AlarmTrigger.Below => $"HAVING {value} < {detection.Threshold.ToString(CultureInfo.InvariantCulture)}\nORDER BY period_start",
            _ => "ORDER BY value DESC\nLIMIT 50",
        };
        var selected = $"{from}\n  AND {detection.ToSql(format)}";
        return inner is var (keys, byKey)
            ? $"SELECT period_start, {value} AS value\nFROM (\nSELECT from_unixtime({start} - {start} % {seconds}) AS period_start, {keys}, {byKey} AS of_key\n{selected}\nGROUP BY {string.Join(", ", Enumerable.Range(1, 1 + keys.Count(c => c is ',') + 1))}\n)\nGROUP BY 1\n{bound}"
            : $"SELECT from_unixtime({start} - {start} % {seconds}) AS period_start, {value} AS value\n{selected}\nGROUP BY 1\n{bound}";
    }

    /// <summary>Returns the Logs Insights query for the addresses behind the alarm, those with most of its measure first.</summary>
    /// <remarks>Flows and sums are ranked by conversation. Distinct keys are ranked by the values of the key's first field, by the number of its others.</remarks>
    public static string ToInsightsQuery(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(format);
        var query = InsightsQuery.For(format);
        FlowField[] summed = [.. SummedBy(detection).Where(format.Contains)];
        var sums = string.Concat(summed.Select(field => $", sum({query.Name(field)}) as {TotalOf(field)}"));
        string[] ranked;
        if (detection.TargetsOfContributor is { Length: > 0 } targets)
        {
            ranked = [$"stats count_distinct({Key([.. targets.Select(query.Name)])}) as targets, count(*) as flows{sums} by {query.Name(detection.Measure.Fields[0])}", "sort targets desc, flows desc"];
        }
        else
        {
            FlowField[] by = [.. new[] { FlowField.SrcAddr, FlowField.DstAddr, detection.ServicePort, FlowField.InterfaceId }.Where(format.Contains)];
            ranked = [$"stats count(*) as flows{sums}{(by.Length > 0 ? " by " + string.Join(", ", by.Select(query.Name)) : "")}", $"sort {(detection.Measure.Kind is MeasureKind.Sum ? TotalOf(detection.Measure.Fields[0]) : "flows")} desc"];
        }

        return query.Of([.. Filter(query, detection, format), .. ranked, "limit 50"]);

        static string TotalOf(FlowField field) => "total" + char.ToUpperInvariant(field.Name[0]) + field.Name[1..];
    }

    /// <summary>Fields to sum for each contributor: what the detection sums, and bytes.</summary>
    internal static IEnumerable<FlowField> SummedBy(Detection detection) =>
        detection.Measure.Fields.Where(_ => detection.Measure.Kind is MeasureKind.Sum).Append(FlowField.Bytes).Distinct();

    /// <summary>Returns the Logs Insights query for the alarm's measure in each period.</summary>
    public static string ToInsightsSeries(this Detection detection, FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(detection);
        var query = InsightsQuery.For(format);
        if (InsightsByKey(query, detection.Measure) is var (keys, byKey))
            return query.Of([.. Filter(query, detection, format), $"stats {byKey} as ofKey by {keys}, {Bin(detection)} as period", "stats max(ofKey) as value by period"]);
        var value = detection.Measure.Kind switch
        {
            MeasureKind.Sum => $"sum({query.Name(detection.Measure.Fields[0])})",
            MeasureKind.Distinct => $"count_distinct({Key([.. detection.Measure.Fields.Select(query.Name)])})",
            _ => "count(*)",
        };
        return query.Of([.. Filter(query, detection, format), $"stats {value} as value by {Bin(detection)}"]);
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

    /// <summary>Returns the body of the Contributor Insights rule whose unique contributors are the distinct keys of the detection.</summary>
    /// <param name="detection">Detection that measures <see cref="Measure.Distinct"/>.</param>
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

    /// <summary>The body of the Contributor Insights rule of the sources whose targets the detection counts; null unless it measures <see cref="Measure.Targets"/>.</summary>
    /// <exception cref="FlowLogFormatException">The format lacks fields, or a condition has no place in a rule; the message says which.</exception>
    public static string? ToSourceRule(this Detection detection, FlowLogFormat format, params IEnumerable<string> logGroupNames)
    {
        ArgumentNullException.ThrowIfNull(detection);
        return detection.Measure.Source is { } source ? Rule(detection, format, [source], logGroupNames) : null;
    }

    static string Rule(Detection detection, FlowLogFormat format, ImmutableArray<FlowField> key, IEnumerable<string> logGroupNames)
    {
        var selection = detection.Selection(format);
        return detection.Measure.NeedsRule && selection.Length == 1
            ? InsightRule.Body(format, selection[0], key, logGroupNames, detection.Measure.SummedByKey)
            : throw new ArgumentException($"The detection '{detection.Title}' cannot become a Contributor Insights rule, which counts distinct keys of records that fulfill all conditions. Use Measure.Distinct, Targets, LargestCount or LargestSum, without alternatives.", nameof(detection));
    }

    static string Key(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"concat({string.Join(", \"|\", ", names)})";

    static string Bin(Detection detection) => $"bin({detection.Period.TotalMinutes.ToString(CultureInfo.InvariantCulture)}m)";

    static (string Keys, string ByKey)? InsightsByKey(InsightsQuery query, Measure measure) => measure switch
    {
        { Source: { } source } => (query.Name(source), $"count_distinct({Key([.. measure.Key.Where(field => !field.Equals(source)).Select(query.Name)])})"),
        { Kind: MeasureKind.Largest } => (string.Join(", ", measure.Key.Select(query.Name)), measure.SummedByKey is { } summed ? $"sum({query.Name(summed)})" : "count(*)"),
        _ => null,
    };

    static (string Keys, string ByKey)? SqlByKey(Measure measure) => measure switch
    {
        { Source: { } source } => (SqlConditions.Identifier(source), $"count(DISTINCT ROW({string.Join(", ", measure.Key.Where(field => !field.Equals(source)).Select(SqlConditions.Identifier))}))"),
        { Kind: MeasureKind.Largest } => (string.Join(", ", measure.Key.Select(SqlConditions.Identifier)), measure.SummedByKey is { } summed ? $"sum({SqlConditions.Identifier(summed)})" : "count(*)"),
        _ => null,
    };

    static string SqlValue(Measure measure) => measure.Kind switch
    {
        MeasureKind.Largest => "max(of_key)",
        MeasureKind.Distinct when measure.Source is not null => "max(of_key)",
        MeasureKind.Sum => $"sum({SqlConditions.Identifier(measure.Fields[0])})",
        MeasureKind.Distinct => $"count(DISTINCT ROW({string.Join(", ", measure.Fields.Select(SqlConditions.Identifier))}))",
        _ => "count(*)",
    };

    static List<IReadOnlyCollection<FieldCondition>> Lists(Detection detection, FlowLogFormat format) =>
        [.. detection.Selection(format).Select(conditions => (IReadOnlyCollection<FieldCondition>)conditions)];

    static void EnsureAllowable(Detection detection)
    {
        var withoutTraffic = detection.Measure.Kind is MeasureKind.Arrivals || detection.Conditions.Any(condition => condition.Field.Equals(FlowField.LogStatus) && condition.Tests.All(test => test.Operand is "NODATA" or "SKIPDATA"));
        if (withoutTraffic && !(detection.Allowed with { Interfaces = [] }).IsEmpty)
            throw new ArgumentException($"The detection '{detection.Title}' counts records without addresses and ports, so an allow-list cannot contain them. Allow only interfaces.");
        if (detection.Measure.Kind is MeasureKind.Arrivals && !detection.Allowed.IsEmpty)
            throw new ArgumentException($"The detection '{detection.Title}' counts all arriving events, so it does not support an allow-list. Remove the allow-list.");
    }

    static void EnsureApart(Detection detection)
    {
        for (var first = 0; first < detection.Alternatives.Length; first++)
        {
            for (var second = first + 1; second < detection.Alternatives.Length; second++)
            {
                if (!AreApart(detection.Alternatives[first], detection.Alternatives[second]))
                    throw new ArgumentException($"The alternatives {first + 1} and {second + 1} of the detection '{detection.Title}' may share records, which would count twice. Use different values of one field, such as flow-direction or protocol.");
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

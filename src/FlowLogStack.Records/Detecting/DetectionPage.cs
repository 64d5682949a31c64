using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Generator of Markdown pages for detections, with their meaning, recommended actions, patterns and queries.</summary>
public static class DetectionPage
{
    /// <summary>Returns the page of a detection of records.</summary>
    /// <param name="detection">The detection.</param>
    /// <param name="format">Log format of the patterns and queries. Default: null, AWS's default format or the oldest preset with the required fields.</param>
    /// <exception cref="FlowLogFormatException">The log format lacks required fields; the message contains them.</exception>
    public static string ToMarkdown(this Detection detection, FlowLogFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(detection);
        format ??= ShownFormat(detection);
        var page = new StringBuilder();
        Section(page, $"# {detection.Title}", detection.Meaning);
        Section(page, $"**Severity {SeverityOf(detection)}** · id `{detection.Id}` · alarm condition: {Bound(detection)}");
        Section(page, "## Why it matters", detection.Rationale);
        Section(page, "## What to do", detection.Response);
        Section(page, Steps(detection.Guidance));
        Section(page, "## False positives", detection.FalsePositives);
        Section(page, "## Tuning", detection.Tuning);
        if (LongRecords.TextOf(detection) is { } effect)
            Section(page, effect);
        if (CanRepeat(detection))
            Section(page, "## Just above the threshold", Repeats(detection));
        Coverage(page, detection.Techniques, detection.Limits);
        if (detection.Measure.Kind is not MeasureKind.Arrivals)
            Section(page, "## Requirements", $"The fields {List(detection.RequiredFields)}.{Better(detection)}");
        if (RecordingLimit.Of(detection.Id) is { Count: > 0 } limits)
            Section(page, "## Not recorded", string.Join("\n\n", limits.Select(limit => $"[{limit.Title}](../not-recorded.md#{limit.Anchor}). {limit.Text}")));
        Caveats(page, detection, format);
        Renderings(page, detection, format);
        Samples(page, detection);
        return page.ToString();
    }

    /// <summary>Returns the page of a detection of changes.</summary>
    public static string ToMarkdown(this ChangeDetection detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        var page = new StringBuilder();
        Section(page, $"# {detection.Title}", detection.Meaning);
        Section(page, $"**Severity {Text(detection.Severity)}** · id `{detection.Id}` · a message for every call");
        Section(page, "## Why it matters", detection.Rationale);
        Section(page, "## What to do", detection.Response);
        Section(page, Steps(detection.Guidance));
        Section(page, "## False positives", detection.FalsePositives);
        Coverage(page, detection.Techniques, detection.Limits);
        Section(page, "## Requirements", "A CloudTrail trail that logs management events in the Region, from which EventBridge receives the calls. Failed "
            + "calls do not count.");
        Section(page, "## Calls", string.Join('\n', detection.Calls.Select(call => $"- `{call}`")));
        foreach (var condition in detection.Conditions)
            Section(page, $"A call counts only if `{condition.Path}` of the event begins "
                + $"with {string.Join(" or ", condition.Prefixes.Select(prefix => $"`{prefix}`"))}.");
        return page.ToString();
    }

    /// <summary>Returns the page that lists all detections.</summary>
    public static string Index(IEnumerable<Detection> detections, IEnumerable<ChangeDetection> changes)
    {
        ArgumentNullException.ThrowIfNull(detections);
        ArgumentNullException.ThrowIfNull(changes);
        var page = new StringBuilder();
        Section(page, "# Detections", "The metric filter, the alarm, the queries and these pages are generated from one definition in C#.");
        Section(page, "[Coverage](coverage.md) has their techniques of MITRE ATT&CK and what they do not find; [quality](quality.md) has how good they are.");
        page.Append("| Detection | Severity | Alarm condition | Fields beyond the default format |\n|---|---|---|---|\n");
        foreach (var detection in detections)
            page.Append(CultureInfo.InvariantCulture, $"| [{detection.Title}]({detection.Id}.md) "
                + $"| {SeverityOf(detection)} | {Bound(detection)} | {List(detection.RequiredFields.Where(field => !FlowLogFormat.Default.Contains(field)))} "
                    + $"|\n");
        foreach (var change in changes)
            page.Append(CultureInfo.InvariantCulture, $"| [{change.Title}]({change.Id}.md) | {Text(change.Severity)} | one of {change.Calls.Length} API calls "
                + $"succeeds | requires a trail |\n");
        return page.ToString();
    }

    /// <summary>Returns the alarm condition as a phrase.</summary>
    public static string Bound(Detection detection)
    {
        ArgumentNullException.ThrowIfNull(detection);
        var threshold = detection.Threshold.ToString("#,0.##", CultureInfo.InvariantCulture);
        var what = detection.Measure.Kind switch
        {
            MeasureKind.Flows => detection.Threshold == 1 ? "flow" : "flows",
            MeasureKind.Sum => detection.Measure.Summed!.Name,
            MeasureKind.Distinct when detection.Measure.Source is { } source =>
                $"different {string.Join(" and ", detection.Measure.CountedOfContributor.Select(field => field.Name))} of one {source.Name}",
            MeasureKind.Largest => $"{detection.Measure.Summed?.Name ?? "flows"} of "
                + $"one {string.Join(" and ", detection.Measure.Key.Select(field => field.Name))}",
            MeasureKind.Distinct when detection.Measure.Key.Length == 1 => $"different {detection.Measure.Key[0].Name}",
            MeasureKind.Distinct => $"different pairs of {string.Join(" and ", detection.Measure.Fields.Select(field => field.Name))}",
            _ => detection.Threshold == 1 ? "log event" : "log events",
        };
        var period = $"{detection.Period.TotalMinutes.ToString(CultureInfo.InvariantCulture)} min";
        var value = detection.Trigger switch
        {
            AlarmTrigger.AtLeast => $"{threshold} {what} or more in {period}",
            AlarmTrigger.Below => detection.Threshold == 1 ? $"no {what} in {period}" : $"fewer than {threshold} {what} in {period}",
            _ => $"{(detection.Measure.Kind is MeasureKind.Flows ? "flows" : what)} in {period} are more than {threshold} standard deviations above the usual",
        };
        return $"{value}, {detection.DatapointsToAlarm} of {detection.EvaluationPeriods} times";
    }

    static FlowLogFormat ShownFormat(Detection detection) =>
        FlowLogFormat.Presets.Values.Prepend(FlowLogFormat.Default).FirstOrDefault(detection.IsAvailableIn) ?? FlowLogFormat.Of([.. detection.RequiredFields]);

    static void Section(StringBuilder page, params string[] paragraphs)
    {
        foreach (var paragraph in paragraphs)
            page.Append(paragraph).Append("\n\n");
    }

    static void Coverage(StringBuilder page, ImmutableArray<string> techniques, string limits)
    {
        if (!techniques.IsEmpty)
            Section(page, "## MITRE ATT&CK", CoveragePage.Links(techniques));
        if (limits.Length > 0)
            Section(page, "## What it does not find", limits);
    }

    // The periods of an alarm that evaluates more than a day end on the hour, so that they have few positions, and an event stays in its range for a day.
    static bool CanRepeat(Detection detection) => detection.Period > TimeSpan.FromMinutes(1) && detection.Trigger is not AlarmTrigger.Below
        && (detection.Trigger is AlarmTrigger.AboveBand || detection.Period * detection.EvaluationPeriods <= TimeSpan.FromDays(1));

    static string Repeats(Detection detection)
    {
        var isLong = detection.Period * detection.EvaluationPeriods > TimeSpan.FromDays(1);
        var limit = detection.Trigger is AlarmTrigger.AboveBand ? "band" : "threshold";
        var period = detection.Period < TimeSpan.FromHours(1) ? $"{detection.Period.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes"
            : $"{detection.Period.TotalHours.ToString(CultureInfo.InvariantCulture)} hours";
        return $"One event just above the {limit} can enter `ALARM` several times, within one incident. The alarm evaluates periods of {period} that end on "
            + $"each {(isLong ? "hour" : "minute")}, and such an event is above the {limit} in some of them only. CloudWatch alarms have no second, lower "
            + $"threshold. At twice the {limit} or more, each simulated event was one `ALARM`: see [One event, one alarm](quality.md#one-event-one-alarm).";
    }

    static string Steps(Guidance guidance) =>
        $"- **Investigate.** {guidance.Investigate}\n- **Monitor.** {guidance.Monitor}\n- **Restrict.** {guidance.Restrict}\n- **Educate.** {guidance.Educate}";

    static string Better(Detection detection) => detection.Refinements.IsEmpty
        ? ""
        : $" With {List(detection.Refinements.Select(refinement => refinement.Condition.Field))} in the format, the detection is more precise.";

    static void Caveats(StringBuilder page, Detection detection, FlowLogFormat format)
    {
        foreach (var caveat in detection.Caveats(format))
            Section(page, $"> {caveat}");
    }

    static void Renderings(StringBuilder page, Detection detection, FlowLogFormat format)
    {
        if (detection.Measure.Kind is MeasureKind.Arrivals)
        {
            Section(page, "## Deployment", "An alarm on the metric `IncomingLogEvents` of the log group, in the namespace `AWS/Logs`. Missing datapoints "
                + "are breaching.");
            return;
        }

        Section(page, $"## For the format `{string.Join(' ', format.Fields.Select(field => field.Name))}`");
        if (detection.Measure.NeedsRule)
            Section(page, "Contributor Insights rule:", Code("json", detection.ToInsightRule(format, "LOG-GROUP")));
        else
            Section(page, $"Metric filter, each match adding `{detection.Measure.MetricValue}`:",
                Code("text", string.Join('\n', detection.ToFilterPatterns(format))));
        if (detection.ToSourceRule(format, "LOG-GROUP") is { } sources)
        {
            Section(page, "Contributor Insights rule of the sources:", Code("json", sources));
            Section(page, $"The alarm evaluates `{detection.ToRuleExpression("RULE", "SOURCES")}`: "
                + "no source has more different targets than it has records, nor more than there are pairs beyond one for each other source.");
        }

        Section(page, "Logs Insights query, period by period:", Code("text", detection.ToInsightsSeries(format)));
        Section(page, detection.Measure.Contributor.IsEmpty ? "Logs Insights query for the conversations:"
            : "Logs Insights query for the contributors:", Code("text", detection.ToInsightsQuery(format)));
        Section(page, "Athena:", Code("sql", "SELECT *\nFROM flow_logs\nWHERE " + detection.ToSql(format)));
    }

    static void Samples(StringBuilder page, Detection detection)
    {
        if (detection.Matching.IsEmpty && detection.Harmless.IsEmpty)
            return;
        page.Append("## Samples\n\n| counts | record of | line |\n|---|---|---|\n");
        foreach (var (sample, counts) in detection.Matching.Select(sample => (sample, "yes")).Concat(detection.Harmless.Select(sample => (sample, "no"))))
            page.Append(CultureInfo.InvariantCulture, $"| {counts} | {sample.Story} | `{sample.Line}` |\n");
        page.Append('\n');
    }

    static string Code(string language, string text) => $"```{language}\n{text}\n```";

    static string List(IEnumerable<FlowField> fields) => string.Join(", ", fields.Select(field => $"`{field.Name}`"));

    static string SeverityOf(Detection detection) => detection.SeverityWithoutRefinements is { } lower && lower != detection.Severity
        ? $"{Text(detection.Severity)}, {Text(lower)} without {List(detection.Refinements.Select(refinement => refinement.Condition.Field))}"
        : Text(detection.Severity);

    static string Text(Severity severity) => severity switch
    {
        Severity.High => "high",
        Severity.Medium => "medium",
        _ => "low",
    };
}

namespace FlowLogStack.Simulation;

/// <summary>The first section of a backtest report: the finding, the template and the logs.</summary>
static class SummarySection
{
    const int MostNamed = 3;

    public static void Write(HtmlWriter html, BacktestResult result, AttackReview review)
    {
        html.Write($"<h1 class=\"{(Finding.HasFired(result) ? "fired" : "quiet")}\">{Finding.Headline(result, review)}</h1><div class=\"verdict\">");
        WriteSeverities(html, result);
        if (review.IsKnown)
            WriteUnexpected(html, Finding.Unexpected(result, review));
        else
            WriteFirst(html, result);
        html.Write($"</div>");
        html.Write($"<dl class=\"facts\">");
        if (result.Template.Length > 0)
            html.Write($"<div class=\"wide\"><dt>Template</dt><dd><code>{result.Template}</code></dd></div>");
        if (result is { From: { } from, To: { } to })
            html.Write($"<div class=\"wide\"><dt>Logs, UTC</dt><dd>{TimeText.Range(from, to)}</dd></div>");
        html.Write($"<div><dt>Records</dt><dd>{NumberText.Count(result.Records)}</dd></div>");
        html.Write($"<div><dt>Malformed lines</dt><dd>{NumberText.Count(result.RejectedLines)}</dd></div>");
        var composite = result.Alarms.Count(alarm => alarm.Kind is AlarmKind.Composite);
        html.Write($"<div><dt>Alarms</dt>");
        html.Write($"<dd>{NumberText.Count(result.Alarms.Count - composite)}{(composite > 0 ? $" + {NumberText.Count(composite)} composite" : "")}</dd></div>");
        if (result.NotSimulated.Count > 0)
            html.Write($"<div><dt>Not simulated</dt><dd><a href=\"#not-simulated\">{NumberText.Count(result.NotSimulated.Count)}</a></dd></div>");
        if (result.Notes.Count > 0)
            html.Write($"<div><dt>Assumptions</dt><dd><a href=\"#notes\">{NumberText.Plural(result.Notes.Count, "note")}</a></dd></div>");
        html.Write($"</dl>");
    }

    static void WriteSeverities(HtmlWriter html, BacktestResult result)
    {
        var groups = result.Alarms.Where(alarm => alarm is { Kind: not AlarmKind.Composite, Severity: not null, TimesInAlarm: > 0 })
            .GroupBy(alarm => alarm.Severity).OrderByDescending(group => group.Key).ToList();
        if (groups.Count == 0)
            return;
        html.Write($"<p class=\"severities\">");
        foreach (var group in groups)
        {
            html.Write($"<span>");
            SeverityBadge.Write(html, group.Key);
            html.Write($" {NumberText.Plural(group.Sum(alarm => alarm.Incidents), "incident")} of {NumberText.Plural(group.Count(), "alarm")}</span> ");
        }

        html.Write($"</p>");
    }

    static void WriteUnexpected(HtmlWriter html, IReadOnlyList<(AlarmOutcome Alarm, TimeSpan Outside)> alarms)
    {
        if (alarms.Count == 0)
            return;
        html.Write($"<p class=\"lead\">Outside of the attacks and the {TimeText.Length(KnownAttack.Afterwards)} after each: ");
        for (var index = 0; index < Math.Min(MostNamed, alarms.Count); index++)
            html.Write($"{(index > 0 ? ", " : "")}<strong>{alarms[index].Alarm.Name}</strong> for {TimeText.Length(alarms[index].Outside)}");
        html.Write($"{(alarms.Count > MostNamed ? $", and {NumberText.Count(alarms.Count - MostNamed)} more" : "")}.</p>");
    }

    static void WriteFirst(HtmlWriter html, BacktestResult result)
    {
        if (Finding.First(result) is not { FirstAlarm: { } at } first)
            return;
        html.Write($"<p class=\"lead\">First: <strong>{first.Name}</strong> at ");
        html.WriteTime(at, $"{TimeText.Full(at)} UTC");
        html.Write($".</p>");
    }
}

namespace FlowLogStack.Simulation;

/// <summary>The first section of a backtest report: the finding, the template and the logs.</summary>
static class SummarySection
{
    public static void Write(HtmlWriter html, BacktestResult result)
    {
        html.Write($"<h1 class=\"{(Finding.HasFired(result) ? "fired" : "quiet")}\">{Finding.Headline(result)}</h1>");
        WriteFirst(html, result);
        html.Write($"<dl class=\"facts\">");
        if (result.Template.Length > 0)
            html.Write($"<div class=\"wide\"><dt>Template</dt><dd><code>{result.Template}</code></dd></div>");
        if (result is { From: { } from, To: { } to })
            html.Write($"<div class=\"wide\"><dt>Logs, UTC</dt><dd>{TimeText.Range(from, to)}</dd></div>");
        html.Write($"<div><dt>Records</dt><dd>{NumberText.Count(result.Records)}</dd></div>");
        html.Write($"<div><dt>Rejected lines</dt><dd>{NumberText.Count(result.RejectedLines)}</dd></div>");
        var composite = result.Alarms.Count(alarm => alarm.Kind is AlarmKind.Composite);
        html.Write($"<div><dt>Alarms</dt><dd>{NumberText.Count(result.Alarms.Count - composite)}{(composite > 0 ? $" + {NumberText.Count(composite)} composite" : "")}</dd></div>");
        if (result.NotSimulated.Count > 0)
            html.Write($"<div><dt>Not simulated</dt><dd><a href=\"#not-simulated\">{NumberText.Count(result.NotSimulated.Count)}</a></dd></div>");
        if (result.Notes.Count > 0)
            html.Write($"<div><dt>Assumptions</dt><dd><a href=\"#notes\">{NumberText.Plural(result.Notes.Count, "note")}</a></dd></div>");
        html.Write($"</dl>");
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

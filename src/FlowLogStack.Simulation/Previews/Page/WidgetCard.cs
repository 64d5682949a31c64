using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Draws a widget as a card on the grid of its dashboard.</summary>
sealed class WidgetCard(HtmlWriter html, TimeAxis time, PreviewData data, Func<string, string> linkTo)
{
    const int MostRows = 200;
    const int MostSlices = 20;

    readonly GraphChart chart = new(html, time);

    internal void Write(WidgetPreview widget, string id)
    {
        var kind = widget.Content switch
        {
            WidgetContent.Text { IsTransparent: true } => widget.Height == 1 ? "text clear heading" : "text clear",
            WidgetContent.Text => "text",
            WidgetContent.Unavailable => "absent",
            _ => "data",
        };
        var place = widget.X is { } x
            ? string.Create(CultureInfo.InvariantCulture, $"grid-area:{widget.Y + 1}/{x + 1}/span {widget.Height}/span {widget.Width};--rows:{widget.Height}")
            : string.Create(CultureInfo.InvariantCulture, $"grid-area:auto/auto/span {widget.Height}/span {widget.Width};--rows:{widget.Height}");
        html.Write($"<article class=\"card {kind}\" id=\"{id}\" style=\"{place}\">");
        if (widget.Title.Length > 0)
            html.Write($"<h3 class=\"card-title\">{widget.Title}</h3>");
        html.Write($"<div class=\"card-body\">");
        switch (widget.Content)
        {
            case WidgetContent.Text text:
                new Markdown(html, linkTo).Write(text.Markdown, firstLevel: 2);
                break;
            case WidgetContent.Unavailable missing:
                html.Write($"<p class=\"absence\"><strong>Not available in a preview</strong> {missing.Reason}</p>");
                break;
            case WidgetContent.Alarms alarms:
                WriteAlarms(alarms);
                break;
            case WidgetContent.Query query:
                WriteQuery(query, id, widget.Title);
                break;
            case WidgetContent.Graph graph:
                WriteGraph(graph, id, widget.Title);
                break;
        }

        html.Write($"</div></article>");
    }

    void WriteGraph(WidgetContent.Graph graph, string id, string title)
    {
        var values = new SingleValues(html, chart);
        var items = graph.Lines.Select(line => (line.Label, line.Color, line.Single)).ToList();
        switch (graph.View)
        {
            case "singleValue":
                values.WriteNumbers(graph);
                break;
            case "gauge":
                values.WriteGauges(graph);
                break;
            case "bar":
                values.WriteBars(items);
                break;
            case "pie":
                values.WritePie(items);
                break;
            case "table":
                values.WriteTable(graph, title.Length > 0 ? title : "Values");
                break;
            default:
                data.Add(id, graph);
                html.Write($"<div class=\"graph-and-legend legend-{(graph.Legend is "right" or "hidden" ? graph.Legend : "bottom")}\">");
                chart.Write(graph, id, $"{title}: {string.Join(", ", graph.Lines.Select(line => line.Label))}");
                WriteLegend(graph.Lines);
                html.Write($"</div>");
                break;
        }

        foreach (var remark in graph.Remarks)
            html.Write($"<p class=\"remark\">{remark}</p>");
    }

    void WriteLegend(IReadOnlyList<GraphLine> lines)
    {
        html.Write($"<ul class=\"legend\">");
        foreach (var line in lines)
            html.Write($"<li><i style=\"--line:{line.Color}\"></i><span>{line.Label}</span></li>");
        html.Write($"</ul>");
    }

    void WriteAlarms(WidgetContent.Alarms alarms)
    {
        html.Write($"<ul class=\"alarm-list\">");
        foreach (var row in alarms.Rows)
        {
            if (row.Outcome is not { } alarm)
            {
                html.Write($"<li class=\"alarm-state unknown\"><strong>{row.Name}</strong><span>Not simulated: {row.Reason}</span></li>");
                continue;
            }

            var state = AlarmDraft.StateOf(alarm);
            var style = state switch { AlarmState.Alarm => "in-alarm", AlarmState.Ok => "ok", _ => "insufficient" };
            html.Write($"<li class=\"alarm-state {style}\" title=\"{AlarmSentences.Outcome(alarm)}\"><strong>{alarm.Name}</strong><span><span "
                + $"class=\"state-name\">{AlarmSentences.State(state)}</span>");
            if (alarm.Transitions.Count > 0)
            {
                html.Write($" since ");
                html.WriteTime(alarm.Transitions[^1].At, time.Text(alarm.Transitions[^1].At));
            }

            html.Write($"</span>");
            if (alarm.TimesInAlarm > 0)
                html.Write($"<span>ALARM {AlarmSentences.Times(alarm.TimesInAlarm)}</span>");
            new StateBands(alarm.Transitions, time).Write(html);
            html.Write($"</li>");
        }

        html.Write($"</ul>");
    }

    void WriteQuery(WidgetContent.Query query, string id, string title)
    {
        var rows = new QueryRows(query.Result);
        switch (query.View)
        {
            case "bar":
                new SingleValues(html, chart).WriteBars(rows.Items(MostSlices));
                break;
            case "pie":
                new SingleValues(html, chart).WritePie(rows.Items(MostSlices));
                break;
            case "timeSeries" when rows.Lines() is { Count: > 0 } lines:
                WriteGraph(new WidgetContent.Graph { View = "timeSeries", Lines = lines }, id, title);
                break;
            default:
                WriteRows(query.Result, title.Length > 0 ? title : "Query result");
                break;
        }
    }

    void WriteRows(LogsInsightsResult result, string title)
    {
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table><thead><tr><th scope=\"col\" class=\"number\">#</th>");
        for (var i = 0; i < result.Columns.Length; i++)
            html.Write($"<th scope=\"col\"{(IsNumeric(result, i) ? " class=number" : "")}>{result.Columns[i]}</th>");
        html.Write($"</tr></thead><tbody>");
        for (var number = 0; number < Math.Min(MostRows, result.Rows.Length); number++)
        {
            html.Write($"<tr><td class=\"number\">{number + 1}</td>");
            for (var i = 0; i < result.Columns.Length; i++)
                html.Write($"<td{(IsNumeric(result, i) ? " class=number" : "")}>{result.Rows[number][i].ToString()}</td>");
            html.Write($"</tr>");
        }

        var part = result.Rows.Length > MostRows ? $", of which the first {MostRows} are shown" : "";
        html.Write($"</tbody></table></div><p class=\"remark\">{NumberText.Plural(result.Rows.Length, "row")}{part}; "
            + $"{NumberText.Count(result.RecordsMatched)} of {NumberText.Count(result.RecordsScanned)} records match.</p>");
    }

    static bool IsNumeric(LogsInsightsResult result, int column) => result.Rows[0][column].Kind is InsightsValueKind.Number;
}

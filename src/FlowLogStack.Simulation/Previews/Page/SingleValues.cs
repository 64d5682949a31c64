using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Draws widgets with one value for each line: numbers, gauges, bars, pies and tables.</summary>
sealed class SingleValues(HtmlWriter html, GraphChart chart)
{
    internal void WriteNumbers(WidgetContent.Graph graph)
    {
        html.Write($"<div class=\"numbers\">");
        foreach (var line in graph.Lines)
        {
            html.Write($"<div class=\"number-cell\"><p class=\"big\">");
            WriteValue(line.Single);
            html.Write($"</p><p class=\"number-label\"><i style=\"--line:{line.Color}\"></i>{line.Label}</p>");
            if (graph.HasSpark)
                chart.WriteSpark(line);
            html.Write($"</div>");
        }

        html.Write($"</div>");
    }

    internal void WriteGauges(WidgetContent.Graph graph)
    {
        var (least, most) = (graph.Left.Minimum ?? 0, graph.Left.Maximum ?? 100);
        html.Write($"<div class=\"numbers gauges\">");
        foreach (var line in graph.Lines)
        {
            var share = line.Single is { } value && most > least ? Math.Clamp(100 * (value - least) / (most - least), 0, 100) : 0;
            html.Write($"<div class=\"gauge\"><svg viewBox=\"0 0 120 66\" aria-hidden=\"true\"><path class=\"gauge-ground\" pathLength=\"100\" d=\"M10 60A50 "
                + $"50 0 0 1 110 60\"/>");
            if (share > 0)
                html.Write($"<path class=\"gauge-value\" style=\"--line:{line.Color}\" pathLength=\"100\" stroke-dasharray=\"{share:0.##} 200\" d=\"M10 60A50 "
                    + $"50 0 0 1 110 60\"/>");
            foreach (var limit in graph.Limits.Where(limit => limit.Value > least && limit.Value < most))
                html.Write($"<path class=\"gauge-limit\" style=\"--line:{limit.Color ?? line.Color}\" pathLength=\"100\" "
                    + $"stroke-dasharray=\"0 {100 * (limit.Value - least) / (most - least):0.##} 1.5 200\" d=\"M3 60A57 57 0 0 1 117 60\"/>");
            html.Write($"</svg><p class=\"big\">");
            WriteValue(line.Single);
            html.Write($"</p><p class=\"gauge-ends\"><span>{NumberText.Short(least)}</span><span "
                + $"class=\"number-label\">{line.Label}</span><span>{NumberText.Short(most)}</span></p></div>");
        }

        html.Write($"</div>");
    }

    internal void WriteBars(IReadOnlyList<(string Label, string Color, double? Value)> items)
    {
        var most = items.Select(item => Math.Abs(item.Value ?? 0)).DefaultIfEmpty(0).Max();
        html.Write($"<ol class=\"bars\">");
        foreach (var (label, color, value) in items)
        {
            html.Write($"<li><span class=\"bar-label\">{label}</span><span class=\"bar-track\"><i "
                + $"style=\"--line:{color};width:{(most > 0 ? 100 * Math.Abs(value ?? 0) / most : 0):0.##}%\"></i></span><span class=\"bar-value\">");
            WriteValue(value);
            html.Write($"</span></li>");
        }

        html.Write($"</ol>");
    }

    internal void WritePie(IReadOnlyList<(string Label, string Color, double? Value)> items)
    {
        var parts = items.Where(item => item.Value > 0).ToList();
        var whole = parts.Sum(item => item.Value!.Value);
        html.Write($"<div class=\"pie\"><svg viewBox=\"0 0 42 42\" aria-hidden=\"true\">");
        var at = 0.0;
        foreach (var (_, color, value) in parts)
        {
            var share = 100 * value!.Value / whole;
            html.Write($"<circle cx=\"21\" cy=\"21\" r=\"15.9155\" style=\"--line:{color}\" pathLength=\"100\" "
                + $"stroke-dasharray=\"{share:0.###} {100 - share:0.###}\" stroke-dashoffset=\"{25 - at:0.###}\"/>");
            at += share;
        }

        html.Write($"</svg><ul class=\"pie-legend\">");
        foreach (var (label, color, value) in items)
        {
            html.Write($"<li><i style=\"--line:{color}\"></i><span>{label}</span><span class=\"bar-value\">");
            WriteValue(value);
            html.Write($" <small>{(value is { } part ? NumberText.Share(part, whole) : "")}</small></span></li>");
        }

        html.Write($"</ul></div>");
    }

    internal void WriteTable(WidgetContent.Graph graph, string title)
    {
        html.Write($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table><thead><tr><th scope=\"col\">Label</th>");
        foreach (var column in new[] { "Latest", "Min", "Max", "Average", "Sum" })
            html.Write($"<th scope=\"col\" class=\"number\">{column}</th>");
        html.Write($"</tr></thead><tbody>");
        foreach (var line in graph.Lines)
        {
            var known = line.Values.OfType<double>().ToList();
            html.Write($"<tr><td><i class=\"swatch\" style=\"--line:{line.Color}\"></i>{line.Label}</td>");
            foreach (var value in known.Count == 0 ? new double?[5] : [line.Single, known.Min(), known.Max(), known.Average(), known.Sum()])
            {
                html.Write($"<td class=\"number\">");
                WriteValue(value);
                html.Write($"</td>");
            }

            html.Write($"</tr>");
        }

        html.Write($"</tbody></table></div>");
    }

    // Three digits are shown. The title contains all digits, and the value attribute is for programs.
    void WriteValue(double? value)
    {
        if (value is { } number)
            html.Write($"<data value=\"{number.ToString("R", CultureInfo.InvariantCulture)}\" "
                + $"title=\"{NumberText.Exact(number)}\">{NumberText.Short(number)}</data>");
        else
            html.Write($"<span class=\"none\">--</span>");
    }
}

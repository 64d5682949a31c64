using System.Globalization;
using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>A parser of a widget's <c>metrics</c> list, including dots that repeat previous values.</summary>
static class MetricLineReader
{
    const int DefaultPeriod = 300;

    internal static IReadOnlyList<MetricLine> Read(WidgetProperties properties)
    {
        var lines = new List<MetricLine>();
        var before = new List<string>();
        foreach (var entry in properties.List("metrics"))
        {
            if (entry.ValueKind is not JsonValueKind.Array || entry.GetArrayLength() == 0)
                throw new TemplateException($"its entry {entry.GetRawText()} in 'metrics' is not a list");
            var items = entry.EnumerateArray().ToList();
            var render = new WidgetProperties(items[^1].ValueKind is JsonValueKind.Object ? items[^1] : default);
            var names = Expand([.. items.Where(item => item.ValueKind is JsonValueKind.String).Select(item => item.GetString()!)], before);
            lines.Add(Line(names, render, properties, lines.Count));
            if (names.Count > 0)
                before = names;
        }

        return Labelled(lines);
    }

    static MetricLine Line(List<string> names, WidgetProperties render, WidgetProperties widget, int index)
    {
        var expression = render.Text("expression");
        if (expression is null && (names.Count < 2 || names.Count % 2 != 0))
            throw new TemplateException($"its entry number {index + 1} in 'metrics' is not a metric; use a namespace, a name, and pairs of "
                + $"dimension and value");
        var seconds = render.Number("period") ?? widget.Number("period") ?? DefaultPeriod;
        return new MetricLine
        {
            Id = render.Text("id") ?? string.Create(CultureInfo.InvariantCulture, $"entry{index + 1}"),
            Metric = expression is null ? new MetricIdentity(names[0], names[1], Enumerable.Range(1, (names.Count / 2) - 1)
                .Select(pair => KeyValuePair.Create(names[pair * 2], names[(pair * 2) + 1]))) : null,
            Expression = expression,
            Statistic = render.Text("stat") ?? widget.Text("stat") ?? nameof(MetricStatistic.Average),
            Seconds = (long)Math.Clamp(seconds, 1, int.MaxValue),
            GivenLabel = render.Text("label") ?? "",
            Color = render.Color("color"),
            IsOnRight = render.Text("yAxis") == "right",
            IsVisible = render.Flag("visible") ?? true,
        };
    }

    // A dot repeats the value of the previous entry in this position; three dots repeat all values up to those that follow.
    static List<string> Expand(List<string> names, List<string> before)
    {
        var expanded = new List<string>();
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == "...")
                expanded.AddRange(before.Take(Math.Max(0, before.Count - (names.Count - i - 1))).Skip(expanded.Count));
            else
                expanded.Add(names[i] == "." && expanded.Count < before.Count ? before[expanded.Count] : names[i]);
        }

        return expanded;
    }

    // Hidden metrics don't count when labels are made unique.
    static IReadOnlyList<MetricLine> Labelled(List<MetricLine> lines)
    {
        var shown = lines.Where(line => line.Metric is not null && line.IsVisible).ToList();
        var own = shown.Zip(MetricLabels.Of([.. shown.Select(line => (line.Metric!, line.Statistic, line.Seconds))]))
            .ToDictionary(pair => pair.First, pair => pair.Second, (IEqualityComparer<MetricLine>)ReferenceEqualityComparer.Instance);
        return [.. lines.Select(line =>
        {
            var label = line.Metric is { } metric ? own.TryGetValue(line, out var known) ? known : metric.Name : line.Expression!;
            return line with { Label = line.GivenLabel.Length == 0 ? label
                : MetricLabels.Fill(line.GivenLabel, label, line.Metric, line.Statistic, line.Seconds) };
        })];
    }
}

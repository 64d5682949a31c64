using System.Globalization;
using System.Text;
using System.Text.Json;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Reads labels: CSV with a row of names, JSON as an array or an object a line, or the ground truth of generated traffic.</summary>
/// <remarks>
/// A label has <c>start</c> and <c>end</c> (UTC, or seconds since 1970), a <c>kind</c> or <c>detection</c>, and may have a <c>host</c>. In
/// ground truth <c>from</c>, <c>to</c> and <c>scenario</c> have their meanings, and <c>background</c> is ignored. Labels of one kind and host
/// that are at most five minutes apart are combined.
/// </remarks>
static class AttackLabels
{
    const int Most = 1_000_000;

    static readonly (string Column, string[] Names)[] Columns =
    [
        ("start", ["start", "from"]),
        ("end", ["end", "to"]),
        ("kind", ["kind", "detection", "scenario", "label"]),
        ("host", ["host"]),
    ];

    /// <summary>Reads labels.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <returns>The labels in the order of their times.</returns>
    /// <exception cref="FormatException">The text has no labels, or one is malformed; the message has the place, the value and the fix.</exception>
    public static IReadOnlyList<AttackLabel> Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().TrimStart("\uFEFF \t\r\n");
        var rows = trimmed.StartsWith("[") ? OfJson(text.TrimStart('\uFEFF'), name) : trimmed.StartsWith("{") ? OfLines(text, name) : OfCsv(text, name);
        var labels = new List<AttackLabel>();
        foreach (var (place, values) in rows)
        {
            if (LabelOf(place, values) is { } label)
                labels.Add(label);
            if (labels.Count > Most)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{name} has more than {Most:N0} labels. Join labels of one kind."));
        }

        return Joined(labels);
    }

    static IEnumerable<(string Place, Func<string, string?> Values)> OfCsv(string text, string name)
    {
        Dictionary<string, int>? columns = null;
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var row = line.TrimEnd('\r');
            if (row.AsSpan().Trim().IsEmpty || row[0] == '#')
                continue;
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}:{number}");
            var cells = CsvRows.Split(Encoding.UTF8.GetBytes(row))
                ?? throw new FormatException($"{place}: a quotation mark is not closed, or is followed by text.");
            if (columns is null)
            {
                columns = cells.Select((cell, i) => (Name: cell.Trim().ToLowerInvariant(), i)).GroupBy(cell => cell.Name)
                    .ToDictionary(cells => cells.Key, cells => cells.First().i);
                if (Columns.Take(3).Where(column => !column.Names.Any(columns.ContainsKey)).Select(column => column.Column).ToList() is { Count: > 0 } missing)
                    throw new FormatException($"{place}: the first row must name the columns, and lacks {string.Join(", ", missing)}. Begin with "
                        + $"'{AttackLabel.Header}'.");
                continue;
            }

            if (cells.Count != columns.Count)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{place}: it has {cells.Count} columns, and the row of names "
                    + $"has {columns.Count}."));
            yield return (place, key => columns.TryGetValue(key, out var column) ? cells[column].Trim() : null);
        }

        if (columns is null)
            throw new FormatException($"{name} is empty. Begin with '{AttackLabel.Header}'.");
    }

    static IEnumerable<(string Place, Func<string, string?> Values)> OfJson(string text, string name)
    {
        using var document = Parse(text, name);
        var number = 0;
        foreach (var element in document.RootElement.EnumerateArray())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}: label {++number}");
            yield return (place, ValuesOf(element, place));
        }
    }

    static IEnumerable<(string Place, Func<string, string?> Values)> OfLines(string text, string name)
    {
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty)
                continue;
            var place = string.Create(CultureInfo.InvariantCulture, $"{name}:{number}");
            using var document = Parse(line, place);
            yield return (place, ValuesOf(document.RootElement, place));
        }
    }

    static JsonDocument Parse(string text, string place)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new FormatException($"{place} is not valid JSON: {JsonFault.Of(e)} Write an array of labels, or one label a line.", e);
        }
    }

    static Func<string, string?> ValuesOf(JsonElement element, string place)
    {
        if (element.ValueKind is not JsonValueKind.Object)
            throw new FormatException($"{place} is not a JSON object. Use {{\"start\": …, \"end\": …, \"kind\": …}}.");
        return key => element.TryGetProperty(key, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
    }

    static AttackLabel? LabelOf(string place, Func<string, string?> values)
    {
        var kind = Value("kind");
        if (kind.Length == 0)
            throw new FormatException($"{place}: it has no kind. Write the id of a detection, the name of a scenario, or a label of your own.");
        if (kind == GroundTruth.Background)
            return null;
        var (from, to) = (Time("start"), Time("end"));
        if (to < from)
            throw new FormatException($"{place}: its end {Value("end")} is before its start {Value("start")}. Exchange them.");
        var host = Value("host");
        if (host.Length == 0 || host == "-")
            return new AttackLabel(from, to, kind);
        return FlowAddress.TryParse(host, out var address)
            ? new AttackLabel(from, to, kind) { Host = address }
            : throw new FormatException($"{place}: the host {CaptureText.Quoted(host)} is not an address. Write an IPv4 or IPv6 address, or leave it empty.");

        string Value(string column) => Array.Find(Columns, known => known.Column == column).Names.Select(values)
            .FirstOrDefault(value => value is { Length: > 0 }) ?? "";

        DateTimeOffset Time(string column) => CaptureText.TryReadTime(Value(column), out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new FormatException($"{place}: the {column} {CaptureText.Quoted(Value(column))} is not a time. Write it in UTC as 2026-01-31T13:00:00Z, "
            + "or as seconds since 1970.");
    }

    static List<AttackLabel> Joined(List<AttackLabel> labels)
    {
        var joined = new List<AttackLabel>();
        foreach (var group in labels.GroupBy(label => (label.Kind, label.Host)))
        {
            AttackLabel? last = null;
            foreach (var label in group.OrderBy(label => label.From))
            {
                if (last is not null && label.From <= last.To + AttackLabel.Gap)
                {
                    last = last with { To = label.To > last.To ? label.To : last.To };
                    continue;
                }

                if (last is not null)
                    joined.Add(last);
                last = label;
            }

            joined.Add(last!);
        }

        return [.. joined.OrderBy(label => label.From).ThenBy(label => label.Kind, StringComparer.Ordinal)];
    }
}

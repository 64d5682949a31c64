using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The rows of a query as data for charts.</summary>
sealed class QueryRows(LogsInsightsResult result)
{
    const string NoColor = "#7f7f7f";
    const int MostLines = 20;
    const long MillisecondsPerMinute = 60_000;

    /// <summary>Returns the first numeric column of each row, labeled by its text columns.</summary>
    internal IReadOnlyList<(string Label, string Color, double? Value)> Items(int most)
    {
        var number = FirstNumber();
        return [.. result.Rows.Take(most).Select((row, index) =>
            (LabelOf(row), number < 0 ? NoColor : GraphStyle.ColorOf(index), number >= 0 && row[number].TryGetNumber(out var value) ? value : (double?)null))];
    }

    /// <summary>Returns a line for each numeric column and each text of a row, over the time column; none without a time column.</summary>
    internal IReadOnlyList<GraphLine> Lines()
    {
        var at = Enumerable.Range(0, result.Columns.Length).FirstOrDefault(column => result.Rows.Length > 0
            && result.Rows[0][column].Kind is InsightsValueKind.Timestamp, -1);
        if (at < 0)
            return [];
        var points = new Dictionary<string, SortedDictionary<long, double>>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var row in result.Rows)
        {
            if (!row[at].TryGetTimestamp(out var moment))
                continue;
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column].Kind is not InsightsValueKind.Number || !row[column].TryGetNumber(out var value))
                    continue;
                var label = LabelOf(row);
                var name = label.Length == 0 ? result.Columns[column] : Numbers() == 1 ? label : $"{label} {result.Columns[column]}";
                if (!points.TryGetValue(name, out var line))
                {
                    points.Add(name, line = []);
                    names.Add(name);
                }

                line[EpochMinute.FloorDivide(moment.ToUnixTimeMilliseconds(), MillisecondsPerMinute)] = value;
            }
        }

        var minutes = points.Values.SelectMany(line => line.Keys).Distinct().Order().ToList();
        var step = minutes.Zip(minutes.Skip(1), (one, next) => next - one).DefaultIfEmpty(1).Min();
        return [.. names.Take(MostLines).Select((name, index) => Line(name, GraphStyle.ColorOf(index), points[name], minutes, step))];
    }

    static GraphLine Line(string name, string color, SortedDictionary<long, double> points, List<long> minutes, long step)
    {
        var values = new double?[((minutes[^1] - minutes[0]) / step) + 1];
        foreach (var (minute, value) in points)
            values[(minute - minutes[0]) / step] = value;
        return new GraphLine(name, color, false, minutes[0], step, values, Array.FindLast(values, value => value is not null));
    }

    int FirstNumber() => Enumerable.Range(0, result.Columns.Length)
        .FirstOrDefault(column => result.Rows.Any(row => row[column].Kind is InsightsValueKind.Number), -1);

    int Numbers() => Enumerable.Range(0, result.Columns.Length).Count(column => result.Rows[0][column].Kind is InsightsValueKind.Number);

    static string LabelOf(IReadOnlyList<InsightsValue> row) =>
        string.Join(", ", row.Where(value => value.Kind is InsightsValueKind.Text).Select(value => value.ToString()));
}

using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The result of a query: rows of values under named columns, in the query's order.</summary>
public sealed class LogsInsightsResult
{
    static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    internal LogsInsightsResult(ImmutableArray<string> columns, InsightsValue[][] rows, long scanned, long matched, long bytes)
    {
        Columns = columns;
        Rows = [.. rows.Select(ImmutableArray.Create)];
        RecordsScanned = scanned;
        RecordsMatched = matched;
        BytesScanned = bytes;
    }

    /// <summary>Names of the columns, in order.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Rows, with a value for each column; <see cref="InsightsValueKind.None"/> for missing values.</summary>
    public ImmutableArray<ImmutableArray<InsightsValue>> Rows { get; }

    /// <summary>Number of events read.</summary>
    public long RecordsScanned { get; }

    /// <summary>Number of events that passed the filters before the first <c>stats</c>.</summary>
    public long RecordsMatched { get; }

    /// <summary>Bytes of the messages read, without line endings.</summary>
    public long BytesScanned { get; }

    /// <summary>Returns the value of a row, by its 0-based number, in a column.</summary>
    /// <exception cref="ArgumentException">The column does not exist.</exception>
    public InsightsValue this[int row, string column]
    {
        get
        {
            var index = Columns.IndexOf(column);
            return index >= 0 ? Rows[row][index] : throw new ArgumentException($"The result lacks the column '{column}'. Use one "
                + $"of {string.Join(", ", Columns)}.", nameof(column));
        }
    }

    /// <summary>Writes the rows as one JSON array of objects, with numbers as numbers and <c>null</c> for missing values.</summary>
    public void WriteJson(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var row in Rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(Columns[i]);
                Write(json, row[i]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the rows as comma-separated values after a line of column names, with empty cells for missing values.</summary>
    public void WriteCsv(IBufferWriter<byte> output)
    {
        WriteLine(output, Columns);
        foreach (var row in Rows)
            WriteLine(output, row.Select(value => value.ToString()));
    }

    static void Write(Utf8JsonWriter json, InsightsValue value)
    {
        switch (value.Kind)
        {
            case InsightsValueKind.None:
                json.WriteNullValue();
                break;
            case InsightsValueKind.Number:
                json.WriteRawValue(value.ToString());
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    static void WriteLine(IBufferWriter<byte> output, IEnumerable<string> cells) =>
        Encoding.UTF8.GetBytes(string.Join(',', cells.Select(Cell)) + "\n", output);

    static string Cell(string text) =>
        text.AsSpan().ContainsAny(Quoted) ? string.Create(CultureInfo.InvariantCulture, $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"") : text;
}

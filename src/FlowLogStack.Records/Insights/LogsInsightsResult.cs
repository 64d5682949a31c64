using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>What a query answers: rows of values under named columns, in the query's order.</summary>
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

    /// <summary>The columns' names, in order.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The rows, each with a value for each column; <see cref="InsightsValueKind.None"/> where there is none.</summary>
    public ImmutableArray<ImmutableArray<InsightsValue>> Rows { get; }

    /// <summary>The events read.</summary>
    public long RecordsScanned { get; }

    /// <summary>The events that passed the filters before the first <c>stats</c>.</summary>
    public long RecordsMatched { get; }

    /// <summary>The bytes of the messages read, without line endings.</summary>
    public long BytesScanned { get; }

    /// <summary>The value of a row, by its 0-based number, under a column.</summary>
    /// <exception cref="ArgumentException">No such column.</exception>
    public InsightsValue this[int row, string column]
    {
        get
        {
            var index = Columns.IndexOf(column);
            return index >= 0 ? Rows[row][index] : throw new ArgumentException($"The result has no column '{column}': it has {string.Join(", ", Columns)}.", nameof(column));
        }
    }

    /// <summary>Writes the rows as one JSON array of objects, numbers as numbers, and <c>null</c> where there is no value.</summary>
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

    /// <summary>Writes the rows as comma-separated values behind a line of the columns' names, and nothing where there is no value.</summary>
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

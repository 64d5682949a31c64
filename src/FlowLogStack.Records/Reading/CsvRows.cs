using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The lines of comma-separated values (RFC 4180): events in downloads of consoles, and records after a row of field names.</summary>
/// <remarks>A row after an empty line contains the names of the columns that follow, as in <c>flowlogs parse --output csv</c>.</remarks>
sealed class CsvRows : LineSource
{
    readonly RecordLines records = new();
    readonly bool keepsRecords;
    List<string> names;
    bool isNewList;

    CsvRows(byte[] head, Stream rest, List<string> names, bool keepsRecords)
        : base(head, rest)
    {
        this.names = names;
        this.keepsRecords = keepsRecords;
        // Replaces the row of names, so that lines keep their numbers.
        if (IsOfEvents(names))
            Output.Write("\n"u8);
    }

    /// <summary>Creates the rows of a text whose first line contains the names of the columns.</summary>
    /// <param name="text">Beginning of the text.</param>
    /// <param name="rest">Text after it.</param>
    /// <param name="keepsRecords">Whether rows of fields are unchanged.</param>
    /// <param name="rows">The rows.</param>
    internal static bool TryOf(ReadOnlySpan<byte> text, Stream rest, bool keepsRecords, [NotNullWhen(true)] out CsvRows? rows)
    {
        rows = null;
        text = text.TrimStart("\r\n"u8);
        var end = text.IndexOf((byte)'\n');
        var line = (end < 0 ? text : text[..end]).TrimEnd("\r"u8);
        if (!line.Contains((byte)',') || line.Contains((byte)' ') || Split(line) is not { } names)
            return false;
        if (!IsOfEvents(names) && (keepsRecords || !RecordLines.AreFields(names)))
            return false;
        rows = new CsvRows(text[(end < 0 ? text.Length : end + 1)..].ToArray(), rest, names, keepsRecords);
        return true;
    }

    protected override bool Advance()
    {
        var line = Unread;
        if (EndOfRow(line) is not (>= 0 and var end))
        {
            if (Fetch())
                return true;
            if (line.IsEmpty)
                return false;
            end = line.Length;
        }

        Take(line[..end].TrimEnd("\r"u8));
        Use(Math.Min(end + 1, line.Length));
        return true;
    }

    void Take(ReadOnlySpan<byte> row)
    {
        if (row.IsEmpty)
        {
            isNewList = true;
            return;
        }

        var cells = Split(row);
        if (isNewList && cells is not null && (IsOfEvents(cells) || RecordLines.AreFields(cells)))
        {
            names = cells;
            isNewList = false;
            return;
        }

        isNewList = false;
        if (cells is null || cells.Count != names.Count)
            Pass(row);
        else if (IsOfEvents(names))
            WriteEvent(cells);
        else if (keepsRecords || !records.TryWrite([.. names.Zip(cells, (name, cell) => KeyValuePair.Create(name, cell.Length == 0 ? null : cell))], 0, Output))
            Pass(row);
    }

    // The reader of the lines reports this row as malformed, because commas are not separators there.
    void Pass(ReadOnlySpan<byte> row)
    {
        Output.Write(row);
        Output.Write("\n"u8);
    }

    void WriteEvent(List<string> cells)
    {
        var known = new LogEventEnvelope();
        var message = "";
        foreach (var (name, cell) in names.Zip(cells))
        {
            switch (name)
            {
                case "message" or "@message":
                    message = cell;
                    break;
                case "timestamp" or "@timestamp":
                    known.Timestamp = LogEventEnvelope.Milliseconds(cell);
                    break;
                case "ingestionTime" or "@ingestionTime":
                    known.IngestionTime = LogEventEnvelope.Milliseconds(cell);
                    break;
                case "logStreamName" or "logStream" or "@logStream" when cell.Length > 0:
                    known.LogStream = Inside(cell);
                    break;
            }
        }

        known.Write(Inside(message), null, Output);
    }

    static byte[] Inside(string text) => Encoding.UTF8.GetBytes(JsonEncodedText.Encode(text,
        System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString());

    static bool IsOfEvents(List<string> names) => names.Contains("@message")
        || (names.Contains("message") && names.Exists(name => name is "timestamp" or "ingestionTime" or "logStreamName"));

    // Line endings within quotes belong to the cell.
    static int EndOfRow(ReadOnlySpan<byte> text)
    {
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
                isQuoted = !isQuoted;
            else if (text[at] == '\n' && !isQuoted)
                return at;
        }

        return -1;
    }

    /// <summary>The cells of a row; null if a quote is not closed or has text after it.</summary>
    internal static List<string>? Split(ReadOnlySpan<byte> row)
    {
        var cells = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < row.Length && row[at] == '"')
            {
                var cell = new List<byte>();
                for (at++; ; at++)
                {
                    if (at >= row.Length)
                        return null;
                    if (row[at] != '"')
                        cell.Add(row[at]);
                    else if (at + 1 < row.Length && row[at + 1] == '"')
                        cell.Add(row[++at]);
                    else
                        break;
                }

                at++;
                cells.Add(Encoding.UTF8.GetString([.. cell]));
                if (at < row.Length && row[at] != ',')
                    return null;
            }
            else
            {
                var length = row[at..].IndexOf((byte)',');
                var end = length < 0 ? row.Length : at + length;
                cells.Add(Encoding.UTF8.GetString(row[at..end]));
                at = end;
            }

            if (at >= row.Length)
                return cells;
            at++;
        }
    }
}

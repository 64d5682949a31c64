using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>The output of rows in any output format.</summary>
/// <param name="format">The output format.</param>
/// <param name="output">Receives the rows.</param>
/// <param name="columns">The columns.</param>
/// <param name="escapesFormulas">Whether CSV cells that a spreadsheet would evaluate as formulas are prefixed with <c>'</c>.</param>
sealed class RowOutput(OutputFormat format, OutputBuffer output, IReadOnlyList<RowOutput.Column> columns, bool escapesFormulas = false)
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly TextTable? table = format is OutputFormat.Table
        ? new TextTable(output, [.. columns.Select(column => new TextTable.Column(column.Title, column.IsNumber))]) : null;
    bool hasRows;
    bool hasItems;

    /// <summary>Whether an empty CSV cell is quoted, to distinguish it from an absent value.</summary>
    internal bool TellsEmptyFromAbsent { get; init; }

    /// <summary>A column.</summary>
    /// <param name="Key">Name in JSON and CSV.</param>
    /// <param name="Title">Title in a table.</param>
    /// <param name="IsNumber">Whether the cells are numbers.</param>
    internal readonly record struct Column(string Key, string Title, bool IsNumber = false)
    {
        /// <summary>Creates a column with one name for all formats.</summary>
        internal Column(string name, bool isNumber = false)
            : this(name, name, isNumber)
        {
        }
    }

    /// <summary>Adds a row; null is an absent value.</summary>
    internal void Add(params string?[] row) => Add(row, null);

    /// <inheritdoc cref="Add(string?[])"/>
    /// <param name="row">The cells.</param>
    /// <param name="areTruths">The columns with Boolean cells.</param>
    internal void Add(string?[] row, bool[]? areTruths)
    {
        Begin();
        switch (format)
        {
            case OutputFormat.Table:
                table!.Add([.. row.Select(cell => cell ?? "")]);
                break;
            case OutputFormat.Csv:
                output.WriteLine(string.Join(',', row.Select(cell => cell is "" && TellsEmptyFromAbsent ? "\"\"" : Cell(cell, escapesFormulas))));
                break;
            default:
                WriteObject(row, areTruths);
                break;
        }
    }

    /// <summary>Completes the output.</summary>
    internal void Finish()
    {
        if (!hasRows)
            Begin();
        table?.Finish();
        if (format is OutputFormat.Json)
            output.WriteLine(hasItems ? "\n]" : "]");
    }

    /// <summary>Returns a CSV cell on one line.</summary>
    internal static string Cell(string? text, bool escapesFormulas)
    {
        if (text is null)
            return "";
        text = SafeText.Line(text);
        if (escapesFormulas && FlowRecordCsv.IsFormula(Encoding.UTF8.GetBytes(text)))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    void Begin()
    {
        if (hasRows)
            return;
        hasRows = true;
        if (format is OutputFormat.Csv)
            output.WriteLine(string.Join(',', columns.Select(column => Cell(column.Key, escapesFormulas))));
        else if (format is OutputFormat.Json)
            output.Write("[");
    }

    void WriteObject(string?[] row, bool[]? areTruths)
    {
        if (format is OutputFormat.Json)
            output.Write(hasItems ? ",\n" : "\n");
        hasItems = true;
        using (var json = new Utf8JsonWriter(output.Bytes, Plain))
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(columns[i].Key);
                if (row[i] is not { } text)
                    json.WriteNullValue();
                else if (areTruths?[i] == true && bool.TryParse(text, out var truth))
                    json.WriteBooleanValue(truth);
                else if (columns[i].IsNumber && text.Length > 0 && char.IsAsciiDigit(text[^1])
                    && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    && text[0] is not ('+' or '.'))
                    json.WriteRawValue(text);
                else
                    json.WriteStringValue(text);
            }

            json.WriteEndObject();
        }

        if (format is OutputFormat.Ndjson)
            output.EndLine();
        else
            output.FlushWhenFull();
    }
}

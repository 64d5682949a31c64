using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.Athena.Model;

namespace FlowLogStack.Cli;

/// <summary>Prints the rows that Athena answers with, one after another.</summary>
abstract class QueryOutput(OutputBuffer output, IReadOnlyList<ColumnInfo> columns)
{
    protected OutputBuffer Output { get; } = output;

    protected IReadOnlyList<ColumnInfo> Columns { get; } = columns;

    internal static QueryOutput Of(string format, OutputBuffer output, IReadOnlyList<ColumnInfo> columns) => format switch
    {
        "csv" => new AsCsv(output, columns),
        "json" => new AsJson(output, columns),
        _ => new AsTable(output, columns),
    };

    internal abstract void Write(string?[] row);

    internal virtual void Finish()
    {
    }

    static bool IsNumber(ColumnInfo column) => column.Type is "tinyint" or "smallint" or "integer" or "bigint" or "float" or "double" or "real" || column.Type?.StartsWith("decimal", StringComparison.Ordinal) == true;

    sealed class AsTable(OutputBuffer output, IReadOnlyList<ColumnInfo> columns) : QueryOutput(output, columns)
    {
        readonly TextTable table = new(output, [.. columns.Select(column => new TextTable.Column(column.Name ?? "", IsNumber(column)))]);

        internal override void Write(string?[] row) => table.Add([.. row.Select(value => value ?? "")]);

        internal override void Finish() => table.Finish();
    }

    sealed class AsCsv : QueryOutput
    {
        internal AsCsv(OutputBuffer output, IReadOnlyList<ColumnInfo> columns)
            : base(output, columns) => Output.WriteLine(string.Join(',', columns.Select(column => Cell(column.Name))));

        internal override void Write(string?[] row) => Output.WriteLine(string.Join(',', row.Select(Cell)));

        // An empty cell is NULL, and an empty text is written with its quotes.
        static string Cell(string? value) =>
            value is null ? ""
            : value.Length == 0 || value.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;
    }

    // One object a line, numbers as numbers; Athena's NaN and Infinity are none in JSON, and stay text.
    sealed class AsJson(OutputBuffer output, IReadOnlyList<ColumnInfo> columns) : QueryOutput(output, columns)
    {
        static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        internal override void Write(string?[] row)
        {
            using (var writer = new Utf8JsonWriter(Output.Bytes, Plain))
            {
                writer.WriteStartObject();
                for (var i = 0; i < row.Length; i++)
                {
                    writer.WritePropertyName(Columns[i].Name ?? "");
                    Write(writer, Columns[i], row[i]);
                }

                writer.WriteEndObject();
            }

            Output.EndLine();
        }

        static void Write(Utf8JsonWriter writer, ColumnInfo column, string? value)
        {
            if (value is null)
                writer.WriteNullValue();
            else if (column.Type is "boolean" && bool.TryParse(value, out var truth))
                writer.WriteBooleanValue(truth);
            else if (IsNumber(column) && char.IsAsciiDigit(value[^1]) && value[0] is not ('+' or '.') && value.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or '.' or 'E' or 'e'))
                writer.WriteRawValue(value);
            else
                writer.WriteStringValue(value);
        }
    }
}

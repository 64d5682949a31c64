using System.Globalization;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Prints how many records have each value of a field.</summary>
static class CountOutput
{
    internal static void Write(RecordCounts counts, int limit, OutputFormat format, OutputBuffer output)
    {
        var field = counts.Field;
        var isNumber = field.IsNumeric;
        var rows = counts.Top(limit);
        switch (format)
        {
            case OutputFormat.Csv:
                output.WriteLine($"{field},records");
                foreach (var row in rows)
                    output.WriteLine($"{Cell(row.Value ?? "")},{Number(row.Records)}");
                break;
            case OutputFormat.Table:
                var table = new TextTable(output, [new(field.Name, isNumber), new("records", true)]);
                foreach (var row in rows)
                    table.Add([row.Value ?? "-", Number(row.Records)]);
                table.Finish();
                break;
            default:
                foreach (var row in rows)
                    WriteObject(field, isNumber, row, output);
                break;
        }
    }

    static void WriteObject(FlowField field, bool isNumber, ValueCount row, OutputBuffer output)
    {
        using (var json = new Utf8JsonWriter(output.Bytes, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WritePropertyName(field.Name);
            if (row.Value is null)
                json.WriteNullValue();
            else if (isNumber)
                json.WriteRawValue(row.Value);
            else
                json.WriteStringValue(row.Value);
            json.WriteNumber("records", row.Records);
            json.WriteEndObject();
        }

        output.EndLine();
    }

    static string Cell(string text) =>
        text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

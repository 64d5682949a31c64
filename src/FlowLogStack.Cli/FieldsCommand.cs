using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs fields</c>: the catalogue of fields.</summary>
static class FieldsCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var output = new Option<string>("--output") { Description = "How to print. Default: table.", HelpName = "table|json", DefaultValueFactory = _ => "table" };
        output.Among("table", "json");
        var command = new Command("fields", "Lists the fields a flow log can have: name, kind, the version that introduced it, the records it appears in, its Glue column and type.") { output };
        command.SetAction(parsed =>
        {
            var buffer = new OutputBuffer(streams.Output);
            if (parsed.GetValue(output) is "json")
                WriteJson(buffer);
            else
                WriteTable(buffer);
            buffer.Flush();
            return FlowLogs.Success;
        });
        return command;
    }

    static void WriteTable(OutputBuffer output)
    {
        var table = new TextTable(output, [new("field", false), new("kind", false), new("since", true), new("records", false), new("column", false), new("type", false)]);
        foreach (var (field, column) in Rows())
            table.Add([field.Name, field.Kind.ToString(), field.SinceVersion.ToString(CultureInfo.InvariantCulture), Records(field), column.Name, column.Type]);
        table.Finish();
    }

    static void WriteJson(OutputBuffer output)
    {
        using (var json = new Utf8JsonWriter(output.Bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (var (field, column) in Rows())
            {
                json.WriteStartObject();
                json.WriteString("name", field.Name);
                json.WriteString("kind", field.Kind.ToString());
                json.WriteNumber("since", field.SinceVersion);
                json.WriteString("records", Records(field));
                json.WriteString("column", column.Name);
                json.WriteString("type", column.Type);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        output.EndLine();
    }

    static IEnumerable<(FlowField Field, GlueColumn Column)> Rows() =>
        FlowField.Catalogue.Select(field => (field, FlowLogFormat.Of(field).ToGlueColumns()[0]));

    static string Records(FlowField field) => field.AppliesTo switch
    {
        RecordKinds.Vpc => "VPC",
        RecordKinds.TransitGateway => "transit gateway",
        _ => "both",
    };
}

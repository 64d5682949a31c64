using System.CommandLine;
using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs fields</c>: lists the flow log fields.</summary>
static class FieldsCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var output = OutputOption.Of(OutputFormat.Table);
        var command = new Command("fields", "Lists the fields a flow log can have: name, kind, the version that introduced it, the records it appears in, its "
            + "Glue column and type, and its meaning.") { output };
        command.SetAction(parsed =>
        {
            var buffer = new OutputBuffer(streams.Output);
            var rows = new RowOutput(parsed.Get(output), buffer,
                [new("name", "field"), new("kind"), new("since", true), new("records"), new("column"), new("type"), new("meaning")]);
            foreach (var field in FlowField.Catalogue)
            {
                var column = FlowLogFormat.Of(field).ToGlueColumns()[0];
                rows.Add(field.Name, field.Kind.ToString(), field.SinceVersion.ToString(CultureInfo.InvariantCulture), Records(field), column.Name,
                    column.Type, field.Meaning);
            }

            rows.Finish();
            buffer.Flush();
            return ExitCode.Success;
        });
        return command;
    }

    static string Records(FlowField field) => field.AppliesTo switch
    {
        RecordKinds.Vpc => "VPC",
        RecordKinds.TransitGateway => "transit gateway",
        _ => "both",
    };
}

using System.CommandLine;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs format</c>: prints a log format in the syntax of each AWS service.</summary>
static class FormatCommand
{
    const string LogFormat = "log-format";
    const string Header = "header";
    const string Pattern = "filter-pattern";
    const string Glue = "glue";
    const string Insights = "insights";

    internal static Command Create(CommandStreams streams)
    {
        var format = new Argument<string>("FORMAT") { Description = $"{FormatArgument.Description} Default: default.", DefaultValueFactory = _ => "default" };
        var rendering = new Option<string>("--as") { HelpName = "RENDERING", Description = "What to print: log-format (EC2), header (S3 text objects), filter-pattern (CloudWatch Logs), glue (columns) or insights (the parse command). Default: log-format.", DefaultValueFactory = _ => LogFormat };
        rendering.Among(LogFormat, Header, Pattern, Glue, Insights);
        var output = OutputOption.Optional("as the service spells it");
        var command = new Command("format", "Prints a format as EC2, S3, CloudWatch Logs, Glue or Logs Insights spell it.") { format, rendering, output };
        command.SetAction(parsed =>
        {
            var (chosen, tool) = (FormatArgument.Parse(parsed.GetValue(format)!), parsed.GetValue(rendering)!);
            var buffer = new OutputBuffer(streams.Output);
            if (parsed.GetOptional(output) is { } rows)
                WriteRows(chosen, tool, rows, buffer);
            else
                buffer.WriteLine(Render(chosen, tool));
            buffer.Flush();
            return FlowLogs.Success;
        });
        return command;
    }

    static void WriteRows(FlowLogFormat format, string rendering, OutputFormat outputFormat, OutputBuffer buffer)
    {
        var rows = new RowOutput(outputFormat, buffer, rendering is Glue ? [new("name"), new("type")] : [new("rendering"), new("text")]);
        if (rendering is Glue)
        {
            foreach (var column in format.ToGlueColumns())
                rows.Add(column.Name, column.Type);
        }
        else
        {
            rows.Add(rendering, Render(format, rendering));
        }

        rows.Finish();
    }

    static string Render(FlowLogFormat format, string rendering) => rendering switch
    {
        Header => format.ToHeaderLine(),
        Pattern => format.ToFilterPattern(),
        Glue => string.Join('\n', format.ToGlueColumns().Select(column => $"{column.Name} {column.Type}")),
        Insights => InsightsQuery.ToParseCommand(format),
        _ => format.ToString(),
    };
}

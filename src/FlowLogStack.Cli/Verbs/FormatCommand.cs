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
    const string Sumo = "sumo";
    const string Coralogix = "coralogix";
    const string Grok = "grok";
    const string Vrl = "vrl";
    const string OpenTelemetry = "otel";
    const string Ddl = "ddl";

    internal static Command Create(CommandStreams streams)
    {
        var format = new Argument<string>("FORMAT") { Description = $"{FormatArgument.Description} Default: default.", DefaultValueFactory = _ => "default" };
        var rendering = new Option<string>("--as") { HelpName = "RENDERING",
            Description = "What to print: log-format (EC2), header (S3 text objects), filter-pattern (CloudWatch Logs), glue (columns), insights (the parse "
                + "command), ddl (the statement of an Athena table), sumo or coralogix (parsing rules, timestamp, header line), grok (Logstash, Elastic), vrl "
                + "(Vector) or otel (OpenTelemetry Collector). Default: log-format.", DefaultValueFactory = _ => LogFormat };
        rendering.Among(LogFormat, Header, Pattern, Glue, Insights, Ddl, Sumo, Coralogix, Grok, Vrl, OpenTelemetry);
        var output = OutputOption.Optional("in the form of the service");
        var command = new Command("format", "Prints a format in the form that EC2, S3, CloudWatch Logs, Glue, Logs Insights, or a tool of another "
            + "vendor requires.") { format, rendering, output };
        command.SetAction(parsed =>
        {
            var (chosen, tool) = (FormatArgument.Parse(parsed.GetValue(format)!), parsed.GetValue(rendering)!);
            foreach (var newer in chosen.Fields.Where(field => field.IsCustom))
                streams.Errors.WriteLine($"'{newer.Name}' is not one of the {FlowField.Catalogue.Count} known fields, and is taken for a newer one. 'flowlogs "
                    + "fields' lists those known.");
            var buffer = new OutputBuffer(streams.Output);
            if (parsed.GetOptional(output) is { } rows)
                WriteRows(chosen, tool, rows, buffer);
            else
                buffer.WriteLine(Render(chosen, tool));
            buffer.Flush();
            return ExitCode.Success;
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
        Ddl => VendorFormat.ToDdl(format),
        Sumo => VendorFormat.ToSumo(format),
        Coralogix => VendorFormat.ToCoralogix(format),
        Grok => VendorFormat.ToGrok(format),
        Vrl => VendorFormat.ToVrl(format),
        OpenTelemetry => VendorFormat.ToOpenTelemetry(format),
        _ => format.ToString(),
    };
}

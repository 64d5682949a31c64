using System.CommandLine;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs match</c>: prints the events that a CloudWatch Logs filter pattern matches, as <c>TestMetricFilter</c> does.</summary>
static class MatchCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files of log events, one a line, files of CloudTrail, or S3 access logs, gzip or not; '-' "
            + "is standard input. Blank lines and header lines of flow log files are ignored. Default: standard input.", Arity = ArgumentArity.ZeroOrMore };
        var pattern = new Option<string?>("--pattern", "-p") { Description = "Filter pattern: terms, [fields between spaces] or { $.json }.", HelpName = "P" };
        var template = new Option<string?>("--template", "-t") { Description = "CloudFormation template whose metric filter is tested, in place of --pattern.",
            HelpName = "FILE" };
        var filter = new Option<string?>("--filter") { Description = "Metric filter of --template, by filter name, logical id or metric name. Default: "
            + "the only one.", HelpName = "NAME" };
        var parameter = new Option<string[]>("--parameter") { Description = "Value of a parameter of --template, in place of its default. Repeat the option "
            + "for several.", HelpName = "NAME=VALUE" };
        var from = CloudOption.Create();
        var output = OutputOption.Of(OutputFormat.Ndjson);
        var command = new Command("match", "Prints the events that a CloudWatch Logs filter pattern selects, one JSON object a line like the matches of "
            + "TestMetricFilter.") { files, from, pattern, template, filter, parameter, output };
        command.SetAction(parsed => Run(
            PatternOf(parsed.GetValue(pattern), parsed.GetValue(template), parsed.GetValue(filter), parsed.GetValue(parameter) ?? [], streams),
            parsed.GetValue(files) ?? [],
            parsed.Get(output),
            InputUse.Lines with { Google = CloudOption.Of(parsed.GetValue(from)) },
            streams));
        return command;
    }

    static LogPattern PatternOf(string? pattern, string? template, string? filter, string[] parameters, CommandStreams streams)
    {
        if (pattern is not null && template is not null)
            throw new FormatException("--pattern and --template exclude each other. Use one of them.");
        if (template is null && (filter is not null || parameters.Length > 0))
            throw new FormatException($"{(filter is null ? "--parameter" : "--filter")} requires --template. Add --template FILE, or remove the option.");
        if (template is null)
            return LogPattern.Parse(pattern
                ?? throw new FormatException("A pattern is missing. Add --pattern P, or --template FILE to test a metric filter of a template."));
        var chosen = FilterChoice.Of(TemplateArgument.Read("--template", template, TemplateArgument.Parameters(parameters)), filter);
        streams.Errors.WriteLine($"{chosen.Name}: {chosen.Pattern.Text}");
        return chosen.Pattern;
    }

    static int Run(LogPattern pattern, string[] files, OutputFormat format, InputUse use, CommandStreams streams)
    {
        files = Inputs.Named(files, streams);
        var output = new OutputBuffer(streams.Output);
        using var run = new MatchRun(streams, pattern, MatchOutput.Of(format, output), output, use);
        var exit = run.ReadAll(files);
        output.Flush();
        return exit;
    }
}

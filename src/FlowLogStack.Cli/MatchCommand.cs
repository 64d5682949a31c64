using System.CommandLine;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs match</c>: prints the events that a CloudWatch Logs filter pattern matches, as <c>TestMetricFilter</c> does.</summary>
static class MatchCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files of log events, one a line, gzip or not; '-' is standard input. Blank lines and header lines of flow log files are ignored. Default: standard input.", Arity = ArgumentArity.ZeroOrMore };
        var pattern = new Option<string>("--pattern", "-p") { Description = "The filter pattern: terms, [fields between spaces] or { $.json }.", HelpName = "P", Required = true };
        var output = OutputOption.Of(OutputFormat.Ndjson);
        var command = new Command("match", "Prints the events that a CloudWatch Logs filter pattern selects, one JSON object a line like the matches of TestMetricFilter.") { files, pattern, output };
        command.SetAction(parsed => Run(LogPattern.Parse(parsed.GetValue(pattern)!), parsed.GetValue(files) ?? [], parsed.Get(output), streams));
        return command;
    }

    static int Run(LogPattern pattern, string[] files, OutputFormat format, CommandStreams streams)
    {
        files = Inputs.Named(files, streams);
        var output = new OutputBuffer(streams.Output);
        using var run = new MatchRun(streams, pattern, MatchOutput.Of(format, output), output);
        var exit = run.ReadAll(files);
        output.Flush();
        return exit;
    }
}

using System.CommandLine;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs detections</c>: lists the built-in detections, or prints one with its filter pattern and queries.</summary>
static class DetectionsCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var id = new Argument<string[]>("ID|FILE") { Description = $"The detection to print: its meaning, the recommended action, and its filter pattern, "
            + "Logs Insights query, Athena condition or Contributor Insights rule for the format. Default: the list of all detections. With --evaluate, the "
            + $"records: {Inputs.Description}", Arity = ArgumentArity.ZeroOrMore };
        var evaluate = new Option<string?>("--evaluate") { Description = "Evaluate the detections on records with these labels, and print precision, recall, "
            + "time to detect and ALARM count per day of each. Labels are CSV (start,end,kind,host), JSON or the ground truth of 'flowlogs generate'; '-' is "
            + "standard input.", HelpName = "LABELS" };
        var format = new Option<string?>("--format", "-f") { Description = FormatArgument.Description
            + " Default: default; with --evaluate, that of the first record.", HelpName = "FORMAT" };
        var inside = new Option<string[]>("--inside") { Description = "CIDR blocks of the monitored network in addition to the private ranges, such as the "
            + "VPC's IPv6 block.", HelpName = "CIDR", DefaultValueFactory = _ => [] };
        var privateSubnets = new Option<string[]>("--private-subnets") { Description = "CIDR blocks of subnets that accept no connections from outside.",
            HelpName = "CIDR", DefaultValueFactory = _ => [] };
        var output = OutputOption.Of(OutputFormat.Table);
        var command = new Command("detections", "Lists the built-in detections, or prints one with its filter pattern and queries.") { id, evaluate, format,
            inside, privateSubnets, output };
        command.SetAction(parsed =>
        {
            var named = parsed.GetValue(id) ?? [];
            var network = new MonitoredNetwork { InternalRanges = [.. parsed.GetValue(inside)!], PrivateSubnets = [.. parsed.GetValue(privateSubnets)!] };
            var chosen = parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : null;
            if (parsed.GetValue(evaluate) is { } labels)
                return Evaluate(labels, named, new EvaluationOptions { Format = chosen, Network = network }, parsed.Get(output), streams);
            if (named.Length > 1)
                throw new FormatException($"'{named[1]}' is a second detection, and one can be shown at a time. Remove it, or add --evaluate LABELS if these "
                    + "are files of records.");
            return Print(named.FirstOrDefault(), chosen ?? FlowLogFormat.Default, network, parsed.Get(output), streams);
        });
        return command;
    }

    static int Evaluate(string labels, string[] files, EvaluationOptions options, OutputFormat output, CommandStreams streams)
    {
        try
        {
            return new EvaluateRun(streams, output).Evaluate(labels, files, options);
        }
        catch (ArgumentException e)
        {
            // A range of the network is not a CIDR block.
            throw new FormatException(e.Message, e);
        }
    }

    static int Print(string? id, FlowLogFormat format, MonitoredNetwork network, OutputFormat outputFormat, CommandStreams streams)
    {
        var buffer = new OutputBuffer(streams.Output);
        try
        {
            if (id is { } name)
                buffer.WriteLine(Page(name, format, network).TrimEnd());
            else
                List(buffer, outputFormat, format, network);
        }
        catch (ArgumentException e)
        {
            // A network range isn't a valid CIDR block, or the log format has no field that a detection uses.
            throw new FormatException(e.Message, e);
        }

        buffer.Flush();
        return ExitCode.Success;
    }

    static string Page(string id, FlowLogFormat format, MonitoredNetwork network)
    {
        if (Detections.For(network).FirstOrDefault(detection => Same(detection.Id, id)) is { } detection)
            return detection.ToMarkdown(format);
        if (Detections.Changes.FirstOrDefault(change => Same(change.Id, id)) is { } change)
            return change.ToMarkdown();
        var ids = Detections.For(network).Select(detection => detection.Id).Concat(Detections.Changes.Select(change => change.Id)).ToList();
        throw new FormatException($"Unknown detection '{id}'.{(Nearest.To(id, ids) is { } nearest ? $" Did you mean '{nearest}'?" : "")} Detections: "
            + $"{string.Join(", ", ids)}.");
    }

    static void List(OutputBuffer output, OutputFormat outputFormat, FlowLogFormat format, MonitoredNetwork network)
    {
        var table = new RowOutput(outputFormat, output, [new("id"), new("severity"), new("condition", "alarms when"), new("missingFields", "the format lacks"),
            new("techniques", "MITRE ATT&CK")]);
        foreach (var detection in Detections.For(network))
            table.Add(detection.Id, Text(detection.SeverityIn(format)), DetectionPage.Bound(detection),
                string.Join(", ", detection.RequiredFields.Where(field => !format.Contains(field)).Select(field => field.Name)),
                    string.Join(' ', detection.Techniques));
        foreach (var change in Detections.Changes)
            table.Add(change.Id, Text(change.Severity), $"one of {change.Calls.Length} API calls succeeds", "", string.Join(' ', change.Techniques));
        table.Finish();
    }

    static bool Same(string id, string typed) => id.Equals(typed.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal),
        StringComparison.OrdinalIgnoreCase);

    static string Text(Severity severity) => severity.ToString().ToLowerInvariant();
}

using System.CommandLine;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs detections</c>: the catalogue of detections, and one of them as each service is told of it.</summary>
static class DetectionsCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var id = new Argument<string?>("ID") { Description = "The detection to show as a page: its meaning, what to do, and its filter pattern, Logs Insights query, Athena condition or Contributor Insights rule for the format. Default: list them all.", Arity = ArgumentArity.ZeroOrOne };
        var format = new Option<string>("--format", "-f") { Description = FormatArgument.Description + " Default: default.", HelpName = "FORMAT", DefaultValueFactory = _ => "default" };
        var inside = new Option<string[]>("--inside") { Description = "CIDR blocks of the inside beside the private ranges: the VPC's own IPv6 block above all.", HelpName = "CIDR", DefaultValueFactory = _ => [] };
        var privateSubnets = new Option<string[]>("--private-subnets") { Description = "CIDR blocks of subnets that nothing outside may open connections to.", HelpName = "CIDR", DefaultValueFactory = _ => [] };
        var output = OutputOption.Of(OutputFormat.Table);
        var command = new Command("detections", "Lists the built-in detections, or prints one with its filter pattern and queries.") { id, format, inside, privateSubnets, output };
        command.SetAction(parsed => Print(
            parsed.GetValue(id),
            FormatArgument.Parse(parsed.GetValue(format)!),
            new MonitoredNetwork { InternalRanges = [.. parsed.GetValue(inside)!], PrivateSubnets = [.. parsed.GetValue(privateSubnets)!] },
            parsed.Get(output),
            streams));
        return command;
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
            // A range of the network is no CIDR block, or the format has nothing that a detection reads.
            throw new FormatException(e.Message, e);
        }

        buffer.Flush();
        return FlowLogs.Success;
    }

    static string Page(string id, FlowLogFormat format, MonitoredNetwork network)
    {
        if (Detections.For(network).FirstOrDefault(detection => Same(detection.Id, id)) is { } detection)
            return detection.ToMarkdown(format);
        if (Detections.Changes.FirstOrDefault(change => Same(change.Id, id)) is { } change)
            return change.ToMarkdown();
        var ids = Detections.For(network).Select(detection => detection.Id).Concat(Detections.Changes.Select(change => change.Id)).ToList();
        throw new FormatException($"Unknown detection '{id}'.{(Nearest.To(id, ids) is { } nearest ? $" Did you mean '{nearest}'?" : "")} Detections: {string.Join(", ", ids)}.");
    }

    static void List(OutputBuffer output, OutputFormat outputFormat, FlowLogFormat format, MonitoredNetwork network)
    {
        var table = new RowOutput(outputFormat, output, [new("id"), new("severity"), new("condition", "alarms when"), new("missingFields", "the format lacks")]);
        foreach (var detection in Detections.For(network))
            table.Add(detection.Id, Text(detection.SeverityIn(format)), DetectionPage.Bound(detection), string.Join(", ", detection.RequiredFields.Where(field => !format.Contains(field)).Select(field => field.Name)));
        foreach (var change in Detections.Changes)
            table.Add(change.Id, Text(change.Severity), $"one of {change.Calls.Length} API calls succeeds", "");
        table.Finish();
    }

    static bool Same(string id, string typed) => id.Equals(typed.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    static string Text(Severity severity) => severity.ToString().ToLowerInvariant();
}

using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs explain</c>: changes of the network and what followed in the traffic, as one timeline.</summary>
static class ExplainCommand
{
    const int MostCharacters = 100_000_000;
    const int MostClients = 3;

    internal static Command Create(CommandStreams streams)
    {
        var files = Inputs.Argument();
        var changes = new Option<string[]>("--changes") { Description = "Events of CloudTrail, gzip or not: files of a trail, the answer of 'aws cloudtrail "
            + "lookup-events', an export of the log group of changes, or an event a line. Repeat the option for several.", HelpName = "FILE", Required = true };
        var describe = DescribeArgument.Create("Answer of 'aws ec2 describe-network-interfaces' or 'describe-network-acls' as JSON, so that changes of a "
            + "security group, a network ACL, a subnet or an instance are compared with their own interfaces. Repeat the option for several. Default: none; "
            + "compared with all interfaces.");
        var window = new Option<string>("--window") { Description = "Time that is compared before and after each change, at least 1m. Default: 15m.",
            HelpName = "SPAN", DefaultValueFactory = _ => "15m" };
        var top = NumberOption.Top(1_000);
        top.Description = "Maximum number of rows of traffic for a change. Default: 5.";
        var format = FormatArgument.Create();
        var output = OutputOption.Of(OutputFormat.Table);
        var formulas = FormulaOption.Create();
        var command = new Command("explain", "Puts changes of the network and what followed in the traffic into one timeline.") { files, changes, describe,
            window, top, format, output, formulas };
        command.SetAction(parsed =>
        {
            var notices = new Notices(streams);
            var (found, malformed) = Changes(parsed.GetValue(changes) ?? [], notices);
            var span = TimeArgument.Duration("--window", parsed.GetValue(window)!);
            if (span < TimeSpan.FromMinutes(1))
                throw new FormatException($"--window must be at least a minute, but is '{parsed.GetValue(window)}'. Use a length such as 15m.");
            var review = new ChangeReview(found, DescribeArgument.Read(parsed.GetValue(describe)), parsed.GetValue(format) is { } text
                ? FormatArgument.Parse(text) : null, span, (int)(parsed.GetValue(top) ?? 5));
            var exit = Run(review, parsed.GetValue(files) ?? [], parsed.Get(output), parsed.GetValue(formulas), streams);
            return Math.Max(exit, malformed ? ExitCode.SomeMalformed : ExitCode.Success);
        });
        return command;
    }

    static (IReadOnlyList<NetworkChange> Changes, bool AreMalformed) Changes(string[] files, Notices notices)
    {
        var (changes, malformed) = (new List<NetworkChange>(), false);
        foreach (var file in files)
        {
            changes.AddRange(ChangeLogReader.Read(TextOf(file), (line, problem) =>
            {
                malformed = true;
                notices.Malformed($"{file}:{line}", problem);
            }));
        }

        return changes.Count > 0
            ? (changes, malformed)
            : throw new FormatException($"--changes {string.Join(", ", files)}: no event of CloudTrail changes the network. Use the file of a trail or an "
            + "export of the log group of changes.");
    }

    static string TextOf(string file)
    {
        try
        {
            if (Directory.Exists(file))
                throw new FormatException($"--changes {file}: it is a directory. Use a file in it.");
            using var stream = File.OpenRead(file);
            Span<byte> head = stackalloc byte[GzipMark.Length];
            var isGzip = stream.CanSeek && stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && GzipMark.Is(head);
            if (stream.CanSeek)
                stream.Position = 0;
            using var reader = new StreamReader(isGzip ? new GZipStream(stream, CompressionMode.Decompress) : stream);
            return OptionFile.Read("--changes", file, reader, MostCharacters, "a file with fewer events");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidDataException)
        {
            throw new FormatException($"--changes {file}: {FileFault.ReasonOf(e)}. Use a file that can be read.", e);
        }
    }

    static int Run(ChangeReview review, string[] files, OutputFormat outputFormat, bool escapesFormulas, CommandStreams streams)
    {
        files = Inputs.Named(files, streams);
        var buffer = new OutputBuffer(streams.Output);
        var exit = new BacktestRun(streams, review.Read, buffer, InputUse.Records).ReadAll(files);
        if (review.Records == 0)
            return Inputs.FailWithoutRecords(streams);

        var effects = review.Finish();
        var rows = new RowOutput(outputFormat, buffer,
            [new("time"), new("kind"), new("subject"), new("event"), new("before", "a minute before", true), new("after", "after", true)], escapesFormulas);
        foreach (var effect in effects)
        {
            rows.Add(BacktestJson.TextOf(effect.Change.At), "change", effect.Change.Actor, effect.Change.Text, null, null);
            foreach (var traffic in effect.Traffic.OrderBy(traffic => traffic.From))
                rows.Add(BacktestJson.TextOf(traffic.From), "traffic", traffic.Interface,
                    $"{(traffic.Action is FlowAction.Reject ? "rejects" : "accepts")} {traffic.Service} from {Names(traffic.Clients)}", Number(traffic.Before),
                    Number(traffic.After));
        }

        rows.Finish();
        buffer.Flush();
        var without = effects.Count(effect => !effect.HasRecords);
        if (without > 0)
            streams.Errors.WriteLine($"note: {without} of {effects.Count} changes {(without == 1 ? "has" : "have")} no records before and "
                + $"after {(without == 1 ? "it" : "them")}, so what followed is unknown.");
        if (review.IsCut)
            streams.Errors.WriteLine("note: the records have more interfaces and services than are counted, so some traffic is left out.");
        return exit;
    }

    static string Names(IReadOnlyList<FlowAddress> clients) =>
        string.Join(", ", clients.Take(MostClients)) + (clients.Count > MostClients ? $" and {clients.Count - MostClients} more" : "");

    static string Number(double rate) => rate.ToString("0.##", CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs generate</c>: generates realistic flow logs with ground truth for each line.</summary>
static class GenerateCommand
{
    const string Lines = "lines";
    const string Events = "events";
    const string Parquet = "parquet";
    const long MostRecords = 100_000_000_000;

    internal static Command Create(CommandStreams streams)
    {
        var scenarios = new Option<string[]>("--scenario", "-s") { Description = $"A scenario; repeat the option for several. "
            + "NAME[@START][,DURATION][,rate=RATE][,ip=v4|v6], as in ssh-brute-force@+3h10m,20m,rate=120/m. START is an offset (+6h), a time of day in UTC "
            + "(03:10) or an instant. Default of DURATION: to the end for background and harmless traffic, 30m for silent-gap, 10m for all others. Default: "
            + $"quiet-office and web-tier. Background: {Names(kind => kind.IsBackground)}. Harmless, but similar to an "
            + $"attack: {Names(kind => kind.IsNuisance)}. Attacks and faults: {Names(kind => !kind.IsBackground && !kind.IsNuisance)}. "
            + $"Groups: {string.Join(", ", ScenarioKind.Groups.Keys)}. --list-scenarios describes them.", HelpName = "SCENARIO" };
        var list = new Option<bool>("--list-scenarios") { Description = "List the scenarios with their rates and descriptions, and generate nothing." };
        var format = new Option<string>("--format", "-f") { Description = $"{FormatArgument.Description} Default: default; with --from, v5.",
            HelpName = "FORMAT", DefaultValueFactory = _ => "default" };
        var start = new Option<string?>("--start") { Description = "Start time, as in 2026-01-05 or 2026-01-05T08:00:00Z. Default: 2026-01-05T00:00:00Z, a "
            + "Monday; a fixed time, so that output is reproducible.", HelpName = "WHEN" };
        var duration = new Option<string>("--duration", "-d") { Description = "Duration of the traffic, as in 90s, 10m, 24h or 7d. Default: 1h.",
            HelpName = "SPAN", DefaultValueFactory = _ => "1h" };
        var rate = new Option<string?>("--rate") { Description = "Average rate of all background records together, as in 20/s or 90/m; attacks have rates of "
            + "their own in addition. Default: 20/s.", HelpName = "RATE" };
        var records = NumberOption.Whole("--records", 1, MostRecords);
        records.Description = "Exact number of background records, without NODATA and SKIPDATA, in place of --rate.";
        var seed = NumberOption.Seed("--seed");
        seed.Description = "Seed of the random numbers: the same seed and options generate the same bytes on every machine. Default: 1.";
        var interval = new Option<string>("--interval") { Description = "Maximum aggregation interval in seconds: 60 or 600. Default: 60.",
            HelpName = "60|600", DefaultValueFactory = _ => "60" }.Among("60", "600");
        var ipv6 = NumberOption.Whole("--ipv6", 0, 100);
        ipv6.Description = "Percentage of background traffic over IPv6, where a scenario supports it. Default: 10.";
        var accounts = new Option<string>("--accounts") { Description = "Number of accounts, or their ids separated by commas. Default: 1.",
            HelpName = "N|IDS", DefaultValueFactory = _ => "1" };
        var regions = new Option<string>("--regions") { Description = "Regions of each account, separated by commas. Default: us-east-1.",
            HelpName = "REGIONS", DefaultValueFactory = _ => "us-east-1" };
        var output = new Option<string>("--output", "-o") { Description = "lines: a header line and the records. events: one JSON object a line, each like an "
            + "event of 'aws logs filter-log-events'. 'flowlogs parse' reads both. Default: lines.", HelpName = "lines|events", DefaultValueFactory =
            _ => Lines };
        var file = new Option<string?>("--output-file") { Description = "Output file in place of standard output; gzip if its name ends in .gz.",
            HelpName = "FILE" };
        var directory = new Option<string?>("--output-directory") { Description = "Directory for the gzip objects that a flow log delivers to S3: one for "
            + "each account, region and five minutes, under its S3 key.", HelpName = "DIR" };
        var layout = new Option<string?>("--layout") { Description = "S3 key layout of --output-directory: s3 (a folder for each day), s3-hourly, s3-hive or "
            + "s3-hive-hourly. Default: s3.", HelpName = "LAYOUT" };
        var prefix = new Option<string?>("--prefix") { Description = "Prefix of the keys of --output-directory, above AWSLogs/. Default: none.",
            HelpName = "PREFIX" };
        var truth = new Option<string?>("--truth") { Description = $"Ground truth file: the lines of each scenario as CSV ({GroundTruth.Header}). Default: "
            + "DIR/truth.csv with --output-directory, else none.", HelpName = "FILE" };
        var from = new Option<string?>("--from") { Description = "Convert connection logs instead of generating traffic: Zeek's conn.log (TSV or JSON), "
            + "Suricata's eve.json (flow events), or NetFlow and IPFIX as CSV (nfdump -o csv).",
            HelpName = "zeek|suricata|netflow" }.Among("zeek", "suricata", "netflow");
        var files = new Argument<string[]>("FILE") { Description = $"With --from, the connection logs. {Inputs.Description}",
            Arity = ArgumentArity.ZeroOrMore };
        var inside = new Option<string[]>("--inside") { Description = "With --from, CIDR blocks of the monitored network in addition to the private ranges.",
            HelpName = "CIDR", DefaultValueFactory = _ => [] };
        const string Unanswered = "With --from, the action of connections from outside that are not completed: accept, or reject at ports on which the host "
            + "never completed one, as behind a security group that admits only the ports in use; the logs are then read twice. Default: accept.";
        var unanswered = new Option<string?>("--unanswered") { Description = Unanswered, HelpName = "accept|reject" }.Among("accept", "reject");
        var labels = new Option<string?>("--labels") { Description = $"With --from, write the labels of the connections to this file as CSV "
            + $"({AttackLabel.Header}), which 'flowlogs detections --evaluate' reads.", HelpName = "FILE" };
        var summary = new Option<string?>("--summary") { Description = "Summary file: the number of records and the time of each scenario as JSON. Default: "
            + "DIR/summary.json with --output-directory, else none.", HelpName = "FILE" };

        var command = new Command("generate", "Generates realistic, reproducible flow logs in any format, with attacks and their ground truth.")
        {
            scenarios, list, format, start, duration, rate, records, seed, interval, ipv6, accounts, regions, output, file, directory, layout, prefix, truth,
                summary, from, files, inside, unanswered, labels,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
                return ListScenarios(parsed.GetValue(output)!, streams);
            if (parsed.GetValue(from) is { } source)
            {
                Option[] ofTraffic = [scenarios, start, duration, rate, records, seed, ipv6, accounts, regions, output, directory, layout, prefix,
                    truth, summary];
                if (Array.Find(ofTraffic, option => parsed.GetResult(option) is { Implicit: false }) is { } other)
                    throw new FormatException($"{other.Name} and --from {source} exclude each other. Remove one of "
                        + $"them.{(other == truth ? " The labels of the logs are written by --labels FILE." : "")}");
                return new ConvertRun(streams, Enum.Parse<CaptureKind>(source, ignoreCase: true), new CaptureOptions
                {
                    Format = parsed.GetResult(format) is { Implicit: false } ? FormatArgument.Parse(parsed.GetValue(format)!) : FlowLogFormat.V5,
                    Network = new MonitoredNetwork { InternalRanges = [.. parsed.GetValue(inside)!] },
                    AggregationInterval = TimeSpan.FromSeconds(int.Parse(parsed.GetValue(interval)!, CultureInfo.InvariantCulture)),
                    Unanswered = parsed.GetValue(unanswered) is "reject" ? UnansweredTraffic.Reject : UnansweredTraffic.Accept,
                }).Convert(parsed.GetValue(files) ?? [], parsed.GetValue(file), parsed.GetValue(labels));
            }

            if (parsed.GetValue(files) is [var stray, ..])
                throw new FormatException($"'{stray}' is a file, and traffic is generated from scenarios. Add --from zeek, suricata or netflow to convert it.");
            foreach (var option in new Option[] { inside, unanswered, labels })
            {
                if (parsed.GetResult(option) is { Implicit: false })
                    throw new FormatException($"{option.Name} requires --from zeek, suricata or netflow. For the ground truth of generated traffic "
                        + "use --truth.");
            }

            var plan = PlanOf(
                parsed.GetValue(format)!,
                parsed.GetValue(start),
                TrafficDuration.Parse(parsed.GetValue(duration)!),
                parsed.GetValue(rate),
                parsed.GetValue(records),
                parsed.GetValue(scenarios) ?? []);
            plan = plan with
            {
                Seed = parsed.GetValue(seed) ?? 1,
                AggregationInterval = TimeSpan.FromSeconds(int.Parse(parsed.GetValue(interval)!, CultureInfo.InvariantCulture)),
                IPv6Percent = (int)(parsed.GetValue(ipv6) ?? 10),
                Accounts = AccountsOf(parsed.GetValue(accounts)!),
                Regions = [.. ListArgument.Words(parsed.GetValue(regions)!)],
            };
            var run = new GenerateRun(streams, plan.Validated(), IsEvents(parsed.GetValue(output)!), parsed.GetValue(truth), parsed.GetValue(summary));
            if (parsed.GetValue(directory) is not { } into)
            {
                Refuse(parsed.GetValue(layout), "--layout");
                Refuse(parsed.GetValue(prefix), "--prefix");
                return run.WriteStream(parsed.GetValue(file));
            }

            if (parsed.GetValue(file) is { } name)
                throw new FormatException($"--output-file {name} and --output-directory {into} exclude each other. Use one of them.");
            if (parsed.GetValue(output) is not Lines and var kind)
                throw new FormatException($"--output {kind} and --output-directory {into} exclude each other, since objects in S3 contain lines. Remove "
                    + "one of them.");
            return run.WriteDirectory(OutputDirectory.Parse(into), LayoutArgument.Parse(parsed.GetValue(layout)) with
            {
                Prefix = parsed.GetValue(prefix) ?? "",
            });
        });
        return command;
    }

    static TrafficPlan PlanOf(string format, string? start, TimeSpan duration, string? rate, long? records, string[] scenarios)
    {
        if (rate is not null && records is not null)
            throw new FormatException($"--rate {rate} and --records {records} exclude each other, since both set the number of background records. Use "
                + "one of them.");
        var plan = new TrafficPlan
        {
            Format = FormatArgument.Parse(format),
            Start = start is null ? TrafficPlan.DefaultStart : InstantOf(start),
            Duration = duration,
        };
        if (rate is not null)
            plan = plan with { Rate = TrafficRate.Parse(rate) };
        if (records is { } count)
            plan = plan with { Rate = new TrafficRate(count, (long)duration.TotalSeconds), BackgroundRecords = count };
        return scenarios.Length == 0 ? plan : plan with { Scenarios = [.. scenarios.SelectMany(text => TrafficScenario.Parse(text, plan.Start))] };
    }

    static DateTimeOffset InstantOf(string text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var instant)
            ? instant
            : throw new FormatException($"--start must be a time in UTC, but is '{text}'. Use a time such as 2026-01-05 or 2026-01-05T08:00:00Z.");

    static System.Collections.Immutable.ImmutableArray<string> AccountsOf(string text)
    {
        if (text.Length >= 12 || text.Contains(',', StringComparison.Ordinal))
            return [.. ListArgument.Words(text)];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= TrafficPlan.MostSites
            ? TrafficPlan.AccountIds(count)
            : throw new FormatException($"--accounts must be a number from 1 to {TrafficPlan.MostSites} or a list of account ids, but is '{text}'. Use 3, or "
            + "111122223333,444455556666.");
    }

    static bool IsEvents(string output) => output switch
    {
        Events => true,
        Lines => false,
        Parquet => throw new FormatException("--output must be lines or events, but is 'parquet'. Use lines, which a flow log with the file format "
            + "plain-text delivers."),
        _ => throw new FormatException($"--output must be lines or events, but is '{output}'."),
    };

    static void Refuse(string? value, string option)
    {
        if (value is not null)
            throw new FormatException($"{option} {value} requires --output-directory. Add --output-directory DIR, or remove the option.");
    }

    static int ListScenarios(string format, CommandStreams streams)
    {
        if (format is not Lines && !OutputOption.Names.Contains(format))
            throw new FormatException($"--output with --list-scenarios must be {ChoiceOption.Listed(OutputOption.Names)}, but is '{format}'.");
        var output = new OutputBuffer(streams.Output);
        var table = new RowOutput(format is Lines ? OutputFormat.Table
            : Enum.Parse<OutputFormat>(format, ignoreCase: true), output,
            [new("scenario"), new("records", "records", format is Lines or "table"), new("meaning", "what happens")]);
        foreach (var kind in ScenarioKind.All)
            table.Add(kind.Name, kind.IsBackground ? "--rate" : kind.Rate.Records == 0 ? "none" : kind.Rate.ToString(), kind.Meaning);
        foreach (var (name, kinds) in ScenarioKind.Groups)
            table.Add(name, "", string.Join(" and ", kinds.Select(kind => kind.Name)) + ".");
        table.Finish();
        output.Flush();
        return ExitCode.Success;
    }

    static string Names(Func<ScenarioKind, bool> which) => string.Join(", ", ScenarioKind.All.Where(which).Select(kind => kind.Name));
}

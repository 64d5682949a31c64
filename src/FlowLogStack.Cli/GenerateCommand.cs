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
        var scenarios = new Option<string[]>("--scenario") { Description = $"What happens; repeat it to mix. NAME[@START][,DURATION][,rate=RATE][,ip=v4|v6], as in ssh-brute-force@+3h10m,20m,rate=120/m. START: +6h from the beginning, 03:10 (UTC) or an instant. Unless told, background and what is harmless last to the end, silent-gap 30m and everything else 10m. Default: quiet-office and web-tier. Background: {Names(kind => kind.IsBackground)}. Harmless, though it looks like an attack: {Names(kind => kind.IsNuisance)}. Attacks and mishaps: {Names(kind => !kind.IsBackground && !kind.IsNuisance)}. Several at once: {string.Join(", ", ScenarioKind.Groups.Keys)}. --list-scenarios says what they are.", HelpName = "SCENARIO" };
        var list = new Option<bool>("--list-scenarios") { Description = "Print the scenarios, their rates and what happens in them, and nothing else." };
        var format = new Option<string>("--format") { Description = $"{FormatArgument.Description} Default: default; with --from, v5.", HelpName = "FORMAT", DefaultValueFactory = _ => "default" };
        var start = new Option<string?>("--start") { Description = "When traffic begins, as 2026-01-05 or 2026-01-05T08:00:00Z. Default: 2026-01-05T00:00:00Z, a Monday; never today, so that output is reproducible.", HelpName = "WHEN" };
        var duration = new Option<string>("--duration") { Description = "How long traffic goes on, as in 90s, 10m, 24h or 7d. Default: 1h.", HelpName = "SPAN", DefaultValueFactory = _ => "1h" };
        var rate = new Option<string?>("--rate") { Description = "The records of all background together, on average, as in 20/s or 90/m. Default: 20/s. Attacks come on top, at rates of their own.", HelpName = "RATE" };
        var records = NumberOption.Whole("--records", 1, MostRecords);
        records.Description = "Instead of --rate, exactly how many records the background has, without NODATA and SKIPDATA.";
        var seed = NumberOption.Seed("--seed");
        seed.Description = "The same seed and options give the same bytes on every machine. Default: 1.";
        var interval = new Option<string>("--interval") { Description = "Seconds of the aggregation interval: 60 or 600. Default: 60.", HelpName = "60|600", DefaultValueFactory = _ => "60" }.Among("60", "600");
        var ipv6 = NumberOption.Whole("--ipv6", 0, 100);
        ipv6.Description = "The percentage of background over IPv6 where it can be. Default: 10.";
        var accounts = new Option<string>("--accounts") { Description = "How many accounts, or their ids with commas. Default: 1.", HelpName = "N|IDS", DefaultValueFactory = _ => "1" };
        var regions = new Option<string>("--regions") { Description = "The regions of each account, with commas. Default: us-east-1.", HelpName = "REGIONS", DefaultValueFactory = _ => "us-east-1" };
        var output = new Option<string>("--output", "-o") { Description = "lines: a header line and the records. events: one JSON object a line, as 'aws logs filter-log-events' answers them; 'flowlogs parse' reads both. Default: lines.", HelpName = "lines|events", DefaultValueFactory = _ => Lines };
        var file = new Option<string?>("--output-file") { Description = "Write to this file instead of standard output; gzip if its name ends in .gz.", HelpName = "FILE" };
        var directory = new Option<string?>("--output-directory") { Description = "Write the gzip objects that a flow log delivers to S3, one for each account, region and five minutes, under the keys they would have.", HelpName = "DIR" };
        var layout = new Option<string?>("--layout") { Description = "With --output-directory, the keys: s3 (a folder for each day), s3-hourly, s3-hive or s3-hive-hourly. Default: s3.", HelpName = "LAYOUT" };
        var prefix = new Option<string?>("--prefix") { Description = "With --output-directory, the folder above AWSLogs/. Default: none.", HelpName = "PREFIX" };
        var truth = new Option<string?>("--truth") { Description = $"Write which lines belong to which scenario as CSV ({GroundTruth.Header}), a row for each run of lines. Default: with --output-directory DIR/truth.csv, else nowhere.", HelpName = "FILE" };
        var from = new Option<string?>("--from") { Description = "Convert connection logs instead of generating traffic: Zeek's conn.log (TSV or JSON), Suricata's eve.json (flow events), or NetFlow and IPFIX as CSV (nfdump -o csv).", HelpName = "zeek|suricata|netflow" }.Among("zeek", "suricata", "netflow");
        var files = new Argument<string[]>("FILE") { Description = $"With --from, the connection logs. {Inputs.Description}", Arity = ArgumentArity.ZeroOrMore };
        var inside = new Option<string[]>("--inside") { Description = "With --from, CIDR blocks of the monitored network beside the private ranges.", HelpName = "CIDR", DefaultValueFactory = _ => [] };
        var unanswered = new Option<string?>("--unanswered") { Description = "With --from, the action of connections from outside that are not completed: accept, or reject as behind a security group that admits only the ports in use. Default: accept.", HelpName = "accept|reject" }.Among("accept", "reject");
        var labels = new Option<string?>("--labels") { Description = $"With --from, write the labels of the connections to this file as CSV ({AttackLabel.Header}), which 'flowlogs detections --evaluate' reads.", HelpName = "FILE" };
        var summary = new Option<string?>("--summary") { Description = "Write how many records each scenario has, and when it took place, as JSON. Default: with --output-directory DIR/summary.json, else nowhere.", HelpName = "FILE" };

        var command = new Command("generate", "Generates realistic, reproducible flow logs in any format, with attacks and their ground truth.")
        {
            scenarios, list, format, start, duration, rate, records, seed, interval, ipv6, accounts, regions, output, file, directory, layout, prefix, truth, summary, from, files, inside, unanswered, labels,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(list))
                return ListScenarios(parsed.GetValue(output)!, streams);
            if (parsed.GetValue(from) is { } source)
            {
                Option[] ofTraffic = [scenarios, start, duration, rate, records, seed, ipv6, accounts, regions, output, directory, layout, prefix, truth, summary];
                if (Array.Find(ofTraffic, option => parsed.GetResult(option) is { Implicit: false }) is { } other)
                    throw new FormatException($"{other.Name} belongs to generated traffic, and --from {source} converts logs. Remove one of them.{(other == truth ? " The labels of the logs are written by --labels FILE." : "")}");
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
                    throw new FormatException($"{option.Name} needs --from zeek, suricata or netflow: generated traffic has its ground truth by --truth.");
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
                Regions = [.. Words(parsed.GetValue(regions)!)],
            };
            var run = new GenerateRun(streams, plan.Validated(), IsEvents(parsed.GetValue(output)!), parsed.GetValue(truth), parsed.GetValue(summary));
            if (parsed.GetValue(directory) is not { } into)
            {
                Refuse(parsed.GetValue(layout), "--layout");
                Refuse(parsed.GetValue(prefix), "--prefix");
                return run.WriteStream(parsed.GetValue(file));
            }

            if (parsed.GetValue(file) is { } name)
                throw new FormatException($"--output-file {name} and --output-directory {into} exclude each other: give one of them.");
            if (parsed.GetValue(output) is not Lines and var kind)
                throw new FormatException($"--output {kind} and --output-directory {into} exclude each other: objects in S3 hold lines.");
            return run.WriteDirectory(into, LayoutArgument.Parse(parsed.GetValue(layout)) with { Prefix = parsed.GetValue(prefix) ?? "" });
        });
        return command;
    }

    static TrafficPlan PlanOf(string format, string? start, TimeSpan duration, string? rate, long? records, string[] scenarios)
    {
        if (rate is not null && records is not null)
            throw new FormatException($"--rate {rate} and --records {records} exclude each other: both say how many records the background has.");
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
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : throw new FormatException($"--start '{text}' is not an instant: write it as 2026-01-05 or 2026-01-05T08:00:00Z.");

    static System.Collections.Immutable.ImmutableArray<string> AccountsOf(string text)
    {
        if (text.Length >= 12 || text.Contains(',', StringComparison.Ordinal))
            return [.. Words(text)];
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= TrafficPlan.MostSites
            ? TrafficPlan.AccountIds(count)
            : throw new FormatException($"--accounts '{text}' is neither a number from 1 to {TrafficPlan.MostSites} nor a list of account ids: write 3, or 111122223333,444455556666.");
    }

    static string[] Words(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static bool IsEvents(string output) => output switch
    {
        Events => true,
        Lines => false,
        Parquet => throw new FormatException("--output parquet cannot be generated: use lines, which a flow log with the file format plain-text delivers."),
        _ => throw new FormatException($"--output '{output}' is not known: use lines or events."),
    };

    static void Refuse(string? value, string option)
    {
        if (value is not null)
            throw new FormatException($"{option} {value} needs --output-directory DIR: only files under keys have it.");
    }

    static int ListScenarios(string format, CommandStreams streams)
    {
        if (format is not Lines && !OutputOption.Names.Contains(format))
            throw new FormatException($"--output '{format}' is not known: with --list-scenarios, use {ChoiceOption.Listed(OutputOption.Names)}.");
        var output = new OutputBuffer(streams.Output);
        var table = new RowOutput(format is Lines ? OutputFormat.Table : Enum.Parse<OutputFormat>(format, ignoreCase: true), output, [new("scenario"), new("records", "records", format is Lines or "table"), new("meaning", "what happens")]);
        foreach (var kind in ScenarioKind.All)
            table.Add(kind.Name, kind.IsBackground ? "--rate" : kind.Rate.Records == 0 ? "none" : kind.Rate.ToString(), kind.Meaning);
        foreach (var (name, kinds) in ScenarioKind.Groups)
            table.Add(name, "", string.Join(" and ", kinds.Select(kind => kind.Name)) + ".");
        table.Finish();
        output.Flush();
        return FlowLogs.Success;
    }

    static string Names(Func<ScenarioKind, bool> which) => string.Join(", ", ScenarioKind.All.Where(which).Select(kind => kind.Name));
}

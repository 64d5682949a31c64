using System.CommandLine;
using Amazon.Athena;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs backtest</c>: simulates the alarms of a template on recorded flow logs.</summary>
static class BacktestCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var replay = new ReplayArguments("whose metric filters and alarms are tested");
        var archive = new ArchiveArguments();
        var compare = new Option<string?>("--compare") { Description = "Older template to compare with: the alarms that the change adds and removes.",
            HelpName = "FILE" };
        var json = new Option<string?>("--json") { Description = "Write the result as JSON to this file; '-' is standard output, instead of the table.",
            HelpName = "FILE" };
        var output = OutputOption.Of(OutputFormat.Table);
        var page = new Option<string?>("--html") { Description = "Write the result as one HTML page to this file, with a timeline and the top source "
            + "addresses of each alarm.", HelpName = "FILE" };
        var junit = new Option<string?>("--junit") { Description = "Write a JUnit report to this file, with a test case for each alarm. It has failures "
            + "exactly where the command fails.", HelpName = "FILE" };
        var summary = new Option<string?>("--summary") { Description = "Write a summary in GitHub's Markdown to this file, such as $GITHUB_STEP_SUMMARY.",
            HelpName = "FILE" };
        var failOn = NumberOption.Whole("--fail-on", 1, int.MaxValue);
        failOn.Description = $"Exit with code {ExitCode.LimitReached} if alarms enter ALARM N or more times in total (composite alarms excluded), or if "
            + "there is no record to test with.";
        var timestamp = new Option<string>("--timestamp") { Description = "Time of a record that becomes the time of its log event. Default: start, as in "
            + "AWS.", HelpName = "start|end", DefaultValueFactory = _ => "start" };
        timestamp.Among("start", "end");
        var further = NumberOption.Whole("--look-further", 0, 10_000);
        further.Description = "Periods of the evaluation range beyond EvaluationPeriods, so that late data count. Default: a third as many, at least 2, and 6 "
            + "for periods below a minute; AWS documents only 2 for 3.";
        var geo = GeoOption.Create("Add the country, network and AWS service of the top addresses of each alarm to the results.");
        var byAccount = new Option<bool>("--by-account") { Description = "Simulate the alarms also on the records of each account alone. The log format "
            + "must have account-id." };
        var pages = NumberOption.Decimal("--pages-per-week", 0, 999_999);
        pages.Description = "Alarm rate for which thresholds are suggested. Default: 1.";
        var command = new Command("backtest", "Simulates a template's metric filters and alarms on recorded flow logs, in files or in Athena, and reports "
            + "when each alarm enters ALARM.");
        replay.AddTo(command);
        archive.AddTo(command);
        foreach (var option in new Option[] { compare, output, json, page, junit, summary, failOn, timestamp, further, pages, geo, byAccount })
            command.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            new Request(
                replay.Files(parsed),
                replay.Template(parsed),
                parsed.GetValue(compare),
                new BacktestFiles(parsed.GetValue(json), parsed.GetValue(page), parsed.GetValue(junit), parsed.GetValue(summary)),
                (int?)parsed.GetValue(failOn),
                replay.Parameters(parsed),
                replay.Options(parsed) with
                {
                    Timestamp = Enum.Parse<EventTime>(parsed.GetValue(timestamp)!, ignoreCase: true),
                    FurtherPeriods = (int?)parsed.GetValue(further),
                    PagesPerWeek = parsed.GetValue(pages) ?? 1,
                    ByAccount = parsed.GetValue(byAccount),
                },
                archive.Request(parsed),
                parsed.Get(output),
                replay.Use(parsed),
                parsed.GetValue(geo)),
            streams,
            cancellation));
        return command;
    }

    static async Task<int> RunAsync(Request request, CommandStreams streams, CancellationToken cancellation)
    {
        TemplateArgument.CheckRange(request.Options);
        using var addresses = GeoOption.Open(request.Geo);
        if (addresses is not null)
            request = request with { Options = request.Options with { DescribeAddress = addresses.Describe } };
        var parameters = TemplateArgument.Parameters(request.Parameters);
        var template = TemplateArgument.Read("--template", request.Template, parameters);
        // The older template may lack parameters and log groups of the new one. Those are ignored.
        var older = request.Compare is { } file ? Older(file, parameters) : null;
        if (request.Archive is not null)
        {
            if (request.Options.ByAccount)
                throw new FormatException("--by-account is of files, and excludes --athena. Use --accounts with one account, or remove one of them.");
            if (request.Use.Google is not null)
                throw new FormatException("--from gcp is of files, and excludes --athena. Remove one of them.");
            return request.Files.Length == 0
                ? await AskAsync(request, request.Archive, template, older, streams, cancellation).ConfigureAwait(false)
                : throw new FormatException($"'{request.Files[0]}' and --athena exclude each other. Remove one of them.");
        }

        return await FileWork.RunAsync(() => ReadFiles(request, template, older, streams), cancellation).ConfigureAwait(false);
    }

    static int ReadFiles(Request request, AlarmTemplate template, AlarmTemplate? older, CommandStreams streams)
    {
        var test = new Backtest(template, request.Options);
        var before = older is null ? null : new Backtest(older,
            request.Options with { LogGroup = LogGroupIn(older, request.Options),
                FlowLog = older.FlowLogs.Any(flowLog => flowLog.LogicalId == request.Options.FlowLog) ? request.Options.FlowLog : null });
        var files = Inputs.Named(request.Files, streams);
        using var output = new BacktestOutput(request.Results, request.FailOn, request.Output, streams);
        var run = new BacktestRun(streams, (stream, name, rejected) => Backtest.Read(stream, name, before is null ? [test] : [test, before], rejected),
            output.Printed, request.Use);
        return output.Write(run.ReadAll(files), test, before);
    }

    static async Task<int> AskAsync(Request request, ArchiveRequest asked, AlarmTemplate template, AlarmTemplate? older, CommandStreams streams,
        CancellationToken cancellation)
    {
        var now = DateTimeOffset.UtcNow;
        var options = asked.Timed(request.Options, now);
        var (database, target) = asked.In(template, options.Format);
        ArchiveBacktest archive;
        Backtest test;
        Backtest? before;
        string statement;
        try
        {
            archive = new ArchiveBacktest(target, options, options.To ?? now);
            test = archive.Add(template, options.LogGroup);
            before = older is null ? null : archive.Add(older, LogGroupIn(older, options));
            statement = archive.Statement;
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }

        if (asked.IsShown)
            return QueryCommand.Show(streams, statement);
        using var output = new BacktestOutput(request.Results, request.FailOn, request.Output, streams);
        var exit = await new AthenaStatement(streams, () => new AmazonAthenaClient())
            .RunAsync(statement, [], asked.Workgroup!, database, _ => new AthenaStatement.Rows(archive.Take, () => { }), cancellation).ConfigureAwait(false);
        return exit == ExitCode.Success ? output.Write(exit, test, before) : exit;
    }

    static AlarmTemplate Older(string file, Dictionary<string, string> parameters) =>
        TemplateArgument.Read("--compare", file, TemplateArgument.Known(file, parameters));

    static string? LogGroupIn(AlarmTemplate older, BacktestOptions options) => older.HasLogGroup(options.LogGroup) ? options.LogGroup : null;

    sealed record Request(string[] Files, string Template, string? Compare, BacktestFiles Results, int? FailOn, string[] Parameters, BacktestOptions Options,
        ArchiveRequest? Archive, OutputFormat Output, InputUse Use, string[]? Geo);
}

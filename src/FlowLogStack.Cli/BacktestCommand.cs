using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs backtest</c>: what the alarms of a template would have done on recorded flow logs.</summary>
static class BacktestCommand
{
    const string StandardInput = "-";

    internal static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("FILE") { Description = "Flow log files, gzip or not; directories, searched for .log, .gz and .txt files; s3://BUCKET/PREFIX; '-' is standard input. Default: standard input.", Arity = ArgumentArity.ZeroOrMore };
        var template = new Option<string>("--template") { Description = "The CloudFormation template in JSON whose metric filters and alarms are tested, such as cdk.out/STACK.template.json.", HelpName = "FILE", Required = true };
        var compare = new Option<string?>("--compare") { Description = "An older template, to say what the change to --template adds and silences.", HelpName = "FILE" };
        var json = new Option<string?>("--json") { Description = "Write the result as JSON to this file; '-' is standard output, in place of the table.", HelpName = "FILE" };
        var page = new Option<string?>("--html") { Description = "Write the result as one HTML page to this file: a timeline of each alarm, and who was behind it.", HelpName = "FILE" };
        var failOn = new Option<int?>("--fail-on") { Description = $"End with exit code {FlowLogs.AlarmsFired} when alarms went off N times or more, all together; composite alarms are not counted.", HelpName = "N" };
        var format = new Option<string?>("--format") { Description = $"The format of files without a header line. {FormatArgument.Description} Default: that of the template's flow log." };
        var parameter = new Option<string[]>("--parameter") { Description = "A value for a parameter of the template, in place of its default; AWS::Region and AWS::AccountId can be given, too.", HelpName = "NAME=VALUE" };
        var logGroup = new Option<string?>("--log-group") { Description = "The log group whose filters see the records, by logical id or name. Default: the one the template's flow log delivers to.", HelpName = "NAME" };
        var from = new Option<string?>("--from") { Description = "Only records from then on, and alarms from then on, in UTC.", HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "Only records before that, and alarms until then, in UTC.", HelpName = "TIME" };
        var delay = new Option<string>("--delay") { Description = "How long after a record's end CloudWatch Logs has it. Default: 5m.", HelpName = "5m", DefaultValueFactory = _ => "5m" };
        var timestamp = new Option<string>("--timestamp") { Description = "The time of a record that is its event's. Default: start, as AWS does.", HelpName = "start|end", DefaultValueFactory = _ => "start" };
        timestamp.AcceptOnlyFromAmong("start", "end");
        var further = new Option<int?>("--look-further") { Description = "How many periods alarms look at beyond those they ask for, so that late data count. Default: a third as many, at least 2; AWS says only that it is 2 for 3.", HelpName = "N" };
        var pages = new Option<double>("--pages-per-week") { Description = "The rate of alarms to suggest thresholds for. Default: 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("backtest", "Runs the metric filters and alarms of a CloudFormation template over recorded flow logs, and says when each alarm would have gone off.")
        {
            files, template, compare, json, page, failOn, format, parameter, logGroup, from, to, delay, timestamp, further, pages,
        };
        command.SetAction(parsed => Run(
            new Request(
                parsed.GetValue(files) ?? [],
                parsed.GetValue(template)!,
                parsed.GetValue(compare),
                parsed.GetValue(json),
                parsed.GetValue(page),
                parsed.GetValue(failOn),
                parsed.GetValue(parameter) ?? [],
                new BacktestOptions
                {
                    Format = parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : null,
                    LogGroup = parsed.GetValue(logGroup),
                    From = TimeArgument.Instant("--from", parsed.GetValue(from)),
                    To = TimeArgument.Instant("--to", parsed.GetValue(to)),
                    Delay = TimeArgument.Duration("--delay", parsed.GetValue(delay)!),
                    Timestamp = Enum.Parse<EventTime>(parsed.GetValue(timestamp)!, ignoreCase: true),
                    FurtherPeriods = parsed.GetValue(further),
                    PagesPerWeek = parsed.GetValue(pages),
                }),
            streams));
        return command;
    }

    static int Run(Request request, CommandStreams streams)
    {
        Check(request);
        var parameters = TemplateArgument.Parameters(request.Parameters);
        var test = new Backtest(TemplateArgument.Read("--template", request.Template, parameters), request.Options);
        // The older template may have other parameters and log groups; what it lacks is not asked of it.
        var before = request.Compare is { } older ? Older(older, parameters, request.Options) : null;
        var files = BacktestRun.Named(request.Files, streams);
        using var result = request.Json is null or StandardInput ? null : TemplateArgument.OpenResult("--json", request.Json);
        using var page = request.Html is null ? null : TemplateArgument.OpenResult("--html", request.Html);

        var output = new OutputBuffer(streams.Output);
        var run = new BacktestRun(streams, (stream, name, rejected) => Backtest.Read(stream, name, before is null ? [test] : [test, before], rejected), output);
        var exit = run.ReadAll(files);
        var after = test.Finish();
        var comparison = before is null ? null : BacktestComparison.Of(before.Finish(), after);
        if (request.Json == StandardInput)
            BacktestJson.Write(after, comparison, output.Bytes);
        else
            BacktestTable.Write(after, comparison, output);
        output.Flush();
        if (result is not null)
        {
            var json = new OutputBuffer(result);
            BacktestJson.Write(after, comparison, json.Bytes);
            json.Flush();
        }

        if (page is not null)
            BacktestPage.Render(after, page, comparison);
        return exit != FlowLogs.Failure && request.FailOn is { } limit && after.TimesInAlarm >= limit ? FlowLogs.AlarmsFired : exit;
    }

    static void Check(Request request)
    {
        if (request.FailOn < 1)
            throw new FormatException($"--fail-on {request.FailOn} would always fail: give a number of alarms from 1.");
        if (request.Options.FurtherPeriods < 0)
            throw new FormatException($"--look-further {request.Options.FurtherPeriods} would look at fewer periods than alarms ask for: give a number from 0.");
        if (request.Options.PagesPerWeek is not (>= 0 and < 1e6))
            throw new FormatException($"--pages-per-week {request.Options.PagesPerWeek} is no rate: give a number from 0.");
        TemplateArgument.CheckRange(request.Options);
    }

    static Backtest Older(string file, Dictionary<string, string> parameters, BacktestOptions options)
    {
        var known = AlarmTemplate.ParameterNames(TemplateArgument.ReadText("--compare", file), file).ToHashSet(StringComparer.Ordinal);
        var template = TemplateArgument.Read("--compare", file, parameters.Where(parameter => known.Contains(parameter.Key)).ToDictionary());
        return new Backtest(template, template.HasLogGroup(options.LogGroup) ? options : options with { LogGroup = null });
    }

    sealed record Request(string[] Files, string Template, string? Compare, string? Json, string? Html, int? FailOn, string[] Parameters, BacktestOptions Options);
}

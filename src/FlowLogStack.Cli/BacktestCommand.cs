using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs backtest</c>: what the alarms of a template would have done on recorded flow logs.</summary>
static class BacktestCommand
{
    const string StandardInput = "-";

    internal static Command Create(CommandStreams streams)
    {
        var replay = new ReplayArguments("whose metric filters and alarms are tested");
        var compare = new Option<string?>("--compare") { Description = "An older template, to say what the change to --template adds and silences.", HelpName = "FILE" };
        var json = new Option<string?>("--json") { Description = "Write the result as JSON to this file; '-' is standard output, in place of the table.", HelpName = "FILE" };
        var page = new Option<string?>("--html") { Description = "Write the result as one HTML page to this file: a timeline of each alarm, and who was behind it.", HelpName = "FILE" };
        var failOn = new Option<int?>("--fail-on") { Description = $"End with exit code {FlowLogs.AlarmsFired} when alarms went off N times or more, all together; composite alarms are not counted.", HelpName = "N" };
        var timestamp = new Option<string>("--timestamp") { Description = "The time of a record that is its event's. Default: start, as AWS does.", HelpName = "start|end", DefaultValueFactory = _ => "start" };
        timestamp.AcceptOnlyFromAmong("start", "end");
        var further = new Option<int?>("--look-further") { Description = "How many periods alarms look at beyond those they ask for, so that late data count. Default: a third as many, at least 2; AWS says only that it is 2 for 3.", HelpName = "N" };
        var pages = new Option<double>("--pages-per-week") { Description = "The rate of alarms to suggest thresholds for. Default: 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var command = new Command("backtest", "Runs the metric filters and alarms of a CloudFormation template over recorded flow logs, and says when each alarm would have gone off.");
        replay.AddTo(command);
        foreach (var option in new Option[] { compare, json, page, failOn, timestamp, further, pages })
            command.Add(option);
        command.SetAction(parsed => Run(
            new Request(
                replay.Files(parsed),
                replay.Template(parsed),
                parsed.GetValue(compare),
                parsed.GetValue(json),
                parsed.GetValue(page),
                parsed.GetValue(failOn),
                replay.Parameters(parsed),
                replay.Options(parsed) with
                {
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

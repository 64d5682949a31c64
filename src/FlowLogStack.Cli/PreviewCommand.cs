using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs preview</c>: the dashboards of a template, drawn from recorded flow logs.</summary>
static class PreviewCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("FILE") { Description = "Flow log files, gzip or not; directories, searched for .log, .gz and .txt files; s3://BUCKET/PREFIX; '-' is standard input. Default: standard input.", Arity = ArgumentArity.ZeroOrMore };
        var template = new Option<string>("--template") { Description = "The CloudFormation template in JSON whose dashboards are drawn, such as cdk.out/STACK.template.json.", HelpName = "FILE", Required = true };
        var page = new Option<string>("--html") { Description = "Write the dashboards as one HTML page to this file; '-' is standard output.", HelpName = "FILE", Required = true };
        var dashboard = new Option<string?>("--dashboard") { Description = "The only dashboard to draw, by name or logical id. Default: all of the template's.", HelpName = "NAME" };
        var format = new Option<string?>("--format") { Description = $"The format of files without a header line. {FormatArgument.Description} Default: that of the template's flow log." };
        var parameter = new Option<string[]>("--parameter") { Description = "A value for a parameter of the template, in place of its default; AWS::Region and AWS::AccountId can be given, too.", HelpName = "NAME=VALUE" };
        var logGroup = new Option<string?>("--log-group") { Description = "The log group that the records are events of, by logical id or name. Default: the one the template's flow log delivers to.", HelpName = "NAME" };
        var from = new Option<string?>("--from") { Description = "Only records from then on, in UTC. Default: from the first one.", HelpName = "TIME" };
        var to = new Option<string?>("--to") { Description = "Only records before that, in UTC. Default: to the last one.", HelpName = "TIME" };
        var delay = new Option<string>("--delay") { Description = "How long after a record's end CloudWatch Logs has it, which the alarms depend on. Default: 5m.", HelpName = "5m", DefaultValueFactory = _ => "5m" };
        var command = new Command("preview", "Draws the dashboards of a CloudFormation template from recorded flow logs, as one HTML page, before anything is deployed.")
        {
            files, template, page, dashboard, format, parameter, logGroup, from, to, delay,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(files) ?? [],
            parsed.GetValue(template)!,
            parsed.GetValue(page)!,
            parsed.GetValue(dashboard),
            parsed.GetValue(parameter) ?? [],
            new BacktestOptions
            {
                Format = parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : null,
                LogGroup = parsed.GetValue(logGroup),
                From = TimeArgument.Instant("--from", parsed.GetValue(from)),
                To = TimeArgument.Instant("--to", parsed.GetValue(to)),
                Delay = TimeArgument.Duration("--delay", parsed.GetValue(delay)!),
            },
            streams));
        return command;
    }

    static int Run(string[] files, string template, string html, string? dashboard, string[] parameters, BacktestOptions options, CommandStreams streams)
    {
        TemplateArgument.CheckRange(options);
        var preview = new Preview(TemplateArgument.Read("--template", template, TemplateArgument.Parameters(parameters)), options, dashboard);
        files = BacktestRun.Named(files, streams);
        var output = new OutputBuffer(streams.Output);
        var run = new BacktestRun(streams, preview.Read, output);
        using var file = html == "-" ? null : TemplateArgument.OpenResult("--html", html);
        var exit = run.ReadAll(files);
        var result = preview.Finish();
        PreviewPage.Render(result, file ?? streams.Output);
        streams.Errors.WriteLine($"{result.Template}: {string.Join(", ", result.DashboardNames)} from {result.Records} records.");
        return exit;
    }
}

using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs preview</c>: draws the dashboards of a template from recorded flow logs.</summary>
static class PreviewCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var replay = new ReplayArguments("whose dashboards are drawn");
        var page = new Option<string>("--html") { Description = "Write the dashboards as one HTML page to this file; '-' is standard output.",
            HelpName = "FILE", Required = true };
        var dashboard = new Option<string?>("--dashboard") { Description = "Name or logical id of the dashboard to draw. Default: all of the template.",
            HelpName = "NAME" };
        var command = new Command("preview", "Draws the dashboards of a CloudFormation template from recorded flow logs, as one HTML page, before anything "
            + "is deployed.");
        replay.AddTo(command);
        command.Add(page);
        command.Add(dashboard);
        command.SetAction(parsed => Run(replay.Files(parsed), replay.Template(parsed), parsed.GetValue(page)!, parsed.GetValue(dashboard),
            replay.Parameters(parsed), replay.Options(parsed), replay.Use(parsed), streams));
        return command;
    }

    static int Run(string[] files, string template, string html, string? dashboard, string[] parameters, BacktestOptions options, InputUse use,
        CommandStreams streams)
    {
        TemplateArgument.CheckRange(options);
        var preview = new Preview(TemplateArgument.Read("--template", template, TemplateArgument.Parameters(parameters)), options, dashboard);
        files = Inputs.Named(files, streams);
        var output = new OutputBuffer(streams.Output);
        var run = new BacktestRun(streams, preview.Read, output, use);
        using var file = html == "-" ? null : TemplateArgument.OpenResult("--html", html);
        var exit = run.ReadAll(files);
        var result = preview.Finish();
        if (file is null)
        {
            PreviewPage.Render(result, streams.Output);
        }
        else
        {
            PreviewPage.Render(result, file);
            file.Commit();
        }

        streams.Errors.WriteLine($"{result.Template}: {string.Join(", ", result.DashboardNames)} from {result.Records} records.");
        foreach (var refusal in result.Refusals)
            streams.Errors.WriteLine(refusal);
        return result.Refusals.Count > 0 ? Math.Max(exit, ExitCode.Failure) : exit;
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs demo</c>: generates a day of traffic with attacks and shows the alarms. Needs neither an AWS account nor logs.</summary>
static class DemoCommand
{
    const string DefaultPage = "flowlogs-demo.html";

    internal static Command Create(CommandStreams streams)
    {
        var all = new Option<bool>("--all") { Description = "Test a template with every detection. Default: the default stack." };
        var html = new Option<string>("--html") { Description = $"Write the report to this file. Default: {DefaultPage}.", HelpName = "FILE", DefaultValueFactory = _ => DefaultPage };
        var open = new Option<bool>("--open") { Description = "Open the report in the browser." };
        var command = new Command("demo", "Generates a day of traffic with attacks and shows when each alarm enters ALARM. Needs no AWS account and no logs.") { all, html, open };
        command.SetAction(parsed => Run(parsed.GetValue(all), parsed.GetValue(html)!, parsed.GetValue(open), streams));
        return command;
    }

    static int Run(bool all, string file, bool open, CommandStreams streams)
    {
        using var page = ResultFile.Open("--html", file);
        var run = DemoRun.Of(all ? DemoRun.WholeCatalogue : DemoRun.Lab);
        BacktestPage.Render(run.Result, page);

        var output = new OutputBuffer(streams.Output);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A day of an office and a web site, {run.Traffic.Records:N0} records, and in it, in UTC:"));
        output.WriteLine("");
        foreach (var scenario in run.Plan.Scenarios.Where(scenario => !scenario.Kind.IsBackground).OrderBy(scenario => scenario.Start))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {run.Plan.Start + scenario.Start:HH:mm}  {scenario.Kind.Name,-22}{scenario.Duration?.TotalMinutes,3:0} min  {scenario.Kind.Meaning}"));
        output.WriteLine("");
        output.WriteLine(all ? "The alarms of the whole catalogue:" : "The alarm of the stack that synth makes without settings (--all tests every detection):");
        output.WriteLine("");
        BacktestTable.Write(run.Result, null, output);
        output.WriteLine("");
        var unseen = run.Attacks.Where(attack => attack.Value.Count == 0).Select(attack => attack.Key).Distinct().ToList();
        output.WriteLine($"The traffic is generated, so the attacks are known: during {run.Attacks.Count(attack => attack.Value.Count > 0)} of {run.Attacks.Count} of them an alarm was in ALARM.{(unseen.Count == 0 ? "" : $" Without an alarm: {string.Join(", ", unseen)}.")}");
        output.WriteLine("A day is too short to suggest thresholds for one alarm a week: what is shown is the highest value.");
        output.WriteLine("");
        output.WriteLine($"Report: {Path.GetFullPath(file)}");
        output.Flush();
        page.Commit();
        if (open)
            Open(Path.GetFullPath(file), streams);
        return FlowLogs.Success;
    }

    static void Open(string file, CommandStreams streams)
    {
        try
        {
            Process.Start(new ProcessStartInfo(file) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            streams.Errors.WriteLine($"flowlogs: no browser could be started: {e.Message} Open the report yourself.");
        }
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using FlowLogStack.Networks;
using FlowLogStack.Settings;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs demo</c>: generates a day of traffic with attacks and shows the alarms. Needs neither an AWS account nor logs.</summary>
static class DemoCommand
{
    const string DefaultPage = "flowlogs-demo.html";

    internal static Command Create(CommandStreams streams)
    {
        var all = new Option<bool>("--all") { Description = "Test a template with every detection. Default: the default stack." };
        var html = new Option<string>("--html") { Description = $"Write the report to this file. Default: {DefaultPage}.", HelpName = "FILE",
            DefaultValueFactory = _ => DefaultPage };
        var open = new Option<bool>("--open") { Description = "Open the report in the browser." };
        var command = new Command("demo", "Generates a day of traffic with attacks and shows when each alarm enters ALARM. Needs no AWS account "
            + "and no logs.") { all, html, open };
        command.SetAction(parsed => Run(parsed.GetValue(all), parsed.GetValue(html)!, parsed.GetValue(open), streams));
        return command;
    }

    static int Run(bool all, string file, bool open, CommandStreams streams)
    {
        using var page = ResultFile.Open("--html", file);
        var output = new OutputBuffer(streams.Output);
        output.WriteLine($"Generates a day of traffic with attacks, and runs {(all ? "all built-in detections" : "the alarm of the default stack")} on it. No "
            + "AWS account is used. It takes some seconds.");
        output.WriteLine("");
        output.Flush();
        using var countries = AddressDatabase.OfDocumentationBlocks();
        var run = DemoRun.Of(all ? DemoRun.WholeCatalogue : DemoRun.Lab, new ProgressOf(streams.Progress),
            address => countries.Describe(address) is { } country ? $"{country} (invented)" : null);
        BacktestPage.Render(run.Result, page, new BacktestPageOptions { Attacks = run.KnownAttacks });
        streams.Progress.Clear();

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A day of an office and a web site with internet "
            + $"noise, {run.Traffic.Records:N0} records. The attacks in it, in UTC:"));
        output.WriteLine("");
        foreach (var scenario in run.Plan.Scenarios.Where(scenario => !scenario.Kind.IsBackground && !scenario.Kind.IsNuisance)
            .OrderBy(scenario => scenario.Start))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {run.Plan.Start + scenario.Start:HH:mm}  {scenario.Kind.Name,-22}{scenario.Duration?.TotalMinutes,3:0} min  {scenario.Kind.Meaning}"));
        output.WriteLine("");
        output.WriteLine(all ? "The alarms of all built-in detections:" : "The alarm of the default stack (--all tests all built-in detections):");
        output.WriteLine("");
        BacktestTable.Write(run.Result, null, output);
        output.WriteLine("");
        var unseen = run.Attacks.Where(attack => attack.Value.Count == 0).Select(attack => attack.Key).Distinct().ToList();
        output.WriteLine($"The traffic is generated, so the attacks are known: "
            + $"during {run.Attacks.Count(attack => attack.Value.Count > 0)} of {run.Attacks.Count} of them an alarm was in "
            + $"ALARM.{(unseen.Count == 0 ? "" : $" Without an alarm: {string.Join(", ", unseen)}.")}");
        output.WriteLine(run.Unexpected.Count == 0
            ? "Outside of the attacks and the half hour after each, no alarm was in ALARM."
            : $"Outside of the attacks and the half hour after each, alarms were in ALARM because of ordinary "
                + $"traffic: {string.Join(", ", run.Unexpected.Select(alarm => $"{alarm.Key} for {Length(alarm.Value)}"))}.");
        if (!all && run.Unexpected.Count > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The default stack has the threshold of its document, one rejected connection a "
                + $"minute, and public addresses get such connections all day. 'flowlogs init' writes settings with a threshold "
                + $"of {StarterSettings.QuietThresholds["SshRejects"]}."));
        output.WriteLine("External addresses are of blocks for documentation, which no host of the internet has; their countries in the report are invented.");
        output.WriteLine("A day is too short to suggest thresholds for one alarm a week; the highest value is shown instead.");
        output.WriteLine("");
        output.WriteLine($"Report: {Path.GetFullPath(file)}");
        output.Flush();
        page.Commit();
        if (open)
            Open(Path.GetFullPath(file), streams);
        return ExitCode.Success;
    }

    // The progress of the library reports on the thread that works, so that the line is current.
    sealed class ProgressOf(Progress progress) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value) => progress.Show(value.Step is DemoStep.Generate
            ? string.Create(CultureInfo.InvariantCulture, $"Generating traffic: {value.Bytes / 1e6:N1} MB")
            : string.Create(CultureInfo.InvariantCulture, $"Running the alarms: {(double)value.Bytes / value.TotalBytes:P0}"));
    }

    static string Length(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}h {time.Minutes:00}m");

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

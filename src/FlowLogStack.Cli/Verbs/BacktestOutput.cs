using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The output of a backtest: a table or JSON on standard output, and files, which are opened before the input is read.</summary>
sealed class BacktestOutput : IDisposable
{
    const string StandardOutput = "-";

    readonly CommandStreams streams;
    readonly bool printsJson;
    readonly int? failOn;
    readonly ResultFile? json;
    readonly ResultFile? page;
    readonly ResultFile? junit;
    readonly ResultFile? summary;
    readonly OutputFormat format;

    /// <summary>Opens the files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="failOn">Total <c>ALARM</c> count from which the command fails; null for no limit.</param>
    /// <param name="format">Output format of standard output.</param>
    /// <param name="streams">The command's streams.</param>
    /// <exception cref="FormatException">A file can't be written.</exception>
    internal BacktestOutput(BacktestFiles files, int? failOn, OutputFormat format, CommandStreams streams)
    {
        this.format = format;
        printsJson = files.Json == StandardOutput || format is OutputFormat.Json;
        this.failOn = failOn;
        json = files.Json is null or StandardOutput ? null : TemplateArgument.OpenResult("--json", files.Json);
        page = Open("--html", files.Html);
        junit = Open("--junit", files.JUnit);
        summary = Open("--summary", files.Summary);
        this.streams = streams;
        Printed = new OutputBuffer(streams.Output);
    }

    /// <summary>The buffer of standard output.</summary>
    internal OutputBuffer Printed { get; }

    public void Dispose()
    {
        json?.Dispose();
        page?.Dispose();
        junit?.Dispose();
        summary?.Dispose();
    }

    /// <summary>Finishes backtests and writes their results.</summary>
    /// <param name="exit">The exit code so far.</param>
    /// <param name="test">The backtest.</param>
    /// <param name="older">The backtest of an older template for a comparison; null for none.</param>
    /// <returns>The exit code.</returns>
    internal int Write(int exit, Backtest test, Backtest? older)
    {
        var result = test.Finish();
        var comparison = older is null ? null : BacktestComparison.Of(older.Finish(), result);
        if (printsJson)
            BacktestJson.Write(result, comparison, Printed.Bytes);
        else
            Print(result, comparison);
        Printed.Flush();
        if (json is not null)
        {
            var written = new OutputBuffer(json);
            BacktestJson.Write(result, comparison, written.Bytes);
            written.Flush();
            json.Commit();
        }

        if (page is not null)
        {
            BacktestPage.Render(result, page, comparison);
            page.Commit();
        }

        if (junit is not null)
        {
            BacktestJUnit.Write(result, failOn, junit);
            junit.Commit();
        }

        if (summary is not null)
        {
            BacktestMarkdown.Write(result, comparison, failOn, summary);
            summary.Commit();
        }

        // A template that can't be deployed is a failure, whatever its other alarms do.
        foreach (var refusal in result.Refusals)
            streams.Errors.WriteLine($"flowlogs: {result.Template}: {refusal}");
        if (result.Refusals.Count > 0)
            return ExitCode.Failure;
        if (exit == ExitCode.Failure || failOn is not { } limit)
            return exit;
        if (result.Records == 0)
            streams.Errors.WriteLine($"flowlogs: --fail-on {limit} cannot be evaluated without records. Check the inputs, --format, --from and --to.");
        return result.FailsAt(limit) ? ExitCode.LimitReached : exit;
    }

    static ResultFile? Open(string option, string? file) => file is null ? null : TemplateArgument.OpenResult(option, file);

    void Print(BacktestResult result, BacktestComparison? comparison)
    {
        if (format is OutputFormat.Table)
        {
            BacktestTable.Write(result, comparison, Printed);
            return;
        }

        var rows = new RowOutput(format, Printed, [new("alarm"), new("logicalId"), new("datapoints", true), new("timesInAlarm", true), new("firstAlarm"),
            new("secondsInAlarm", true), new("peak", true), new("threshold", true)]);
        foreach (var alarm in result.Alarms)
        {
            rows.Add(
                alarm.Name,
                alarm.LogicalId,
                Number(alarm.Datapoints.Count),
                Number(alarm.TimesInAlarm),
                alarm.FirstAlarm is { } first ? BacktestJson.TextOf(first) : null,
                Number(alarm.TimeInAlarm.TotalSeconds),
                alarm.Peak is { } peak ? Number(peak) : null,
                alarm.Threshold is { } threshold ? Number(threshold) : null);
        }

        rows.Finish();
    }

    static string Number(double number) => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>Where a backtest's result goes: a table or JSON to standard output, and files, which are opened before anything is read.</summary>
sealed class BacktestOutput : IDisposable
{
    const string StandardOutput = "-";

    readonly CommandStreams streams;
    readonly bool printsJson;
    readonly int? failOn;
    readonly FileStream? json;
    readonly FileStream? page;

    /// <summary>Opens the files.</summary>
    /// <param name="json">The file for JSON, or <c>-</c> for standard output in place of the table; null for none.</param>
    /// <param name="page">The file for the page; null for none.</param>
    /// <param name="failOn">How many alarms make the command fail; null for any number.</param>
    /// <param name="streams">The command's streams.</param>
    /// <exception cref="FormatException">A file cannot be written.</exception>
    internal BacktestOutput(string? json, string? page, int? failOn, CommandStreams streams)
    {
        this.streams = streams;
        printsJson = json == StandardOutput;
        this.failOn = failOn;
        this.json = json is null || printsJson ? null : TemplateArgument.OpenResult("--json", json);
        this.page = page is null ? null : TemplateArgument.OpenResult("--html", page);
        Printed = new OutputBuffer(streams.Output);
    }

    /// <summary>What goes to standard output.</summary>
    internal OutputBuffer Printed { get; }

    public void Dispose()
    {
        json?.Dispose();
        page?.Dispose();
    }

    /// <summary>Finishes backtests and writes what they found.</summary>
    /// <param name="exit">The exit code so far.</param>
    /// <param name="test">The backtest.</param>
    /// <param name="older">The backtest of an older template to compare with; null for none.</param>
    /// <returns>The exit code.</returns>
    internal int Write(int exit, Backtest test, Backtest? older)
    {
        var result = test.Finish();
        var comparison = older is null ? null : BacktestComparison.Of(older.Finish(), result);
        if (printsJson)
            BacktestJson.Write(result, comparison, Printed.Bytes);
        else
            BacktestTable.Write(result, comparison, Printed);
        Printed.Flush();
        if (json is not null)
        {
            var written = new OutputBuffer(json);
            BacktestJson.Write(result, comparison, written.Bytes);
            written.Flush();
        }

        if (page is not null)
            BacktestPage.Render(result, page, comparison);
        // What cannot be deployed is a failure whatever the rest of it would have done.
        foreach (var refusal in result.Refusals)
            streams.Errors.WriteLine($"flowlogs: {result.Template}: {refusal}");
        if (result.Refusals.Count > 0)
            return FlowLogs.Failure;
        return exit != FlowLogs.Failure && failOn is { } limit && result.TimesInAlarm >= limit ? FlowLogs.AlarmsFired : exit;
    }
}

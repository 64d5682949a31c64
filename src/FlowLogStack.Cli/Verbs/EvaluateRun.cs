using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs detections --evaluate</c>: how good the built-in detections are on labelled records.</summary>
sealed class EvaluateRun(CommandStreams streams, OutputFormat format)
{
    const int MostCharacters = 100_000_000;

    static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Reads labels and records, and prints a row for each detection.</summary>
    /// <param name="labelFile">The labels; <c>-</c> is standard input.</param>
    /// <param name="inputs">The records as they were named.</param>
    /// <param name="options">The network and the format.</param>
    /// <returns>The exit code.</returns>
    internal int Evaluate(string labelFile, string[] inputs, EvaluationOptions options)
    {
        if (labelFile == "-" && (inputs.Length == 0 || inputs.Contains("-")))
            throw new FormatException("--evaluate - and the records cannot both be standard input. Use a file for one of them.");
        var evaluation = new DetectionEvaluation(Labels(labelFile), options);
        var printed = new OutputBuffer(streams.Output);
        var run = new BacktestRun(streams, evaluation.Read, printed);
        var exit = run.ReadAll(Inputs.Named(inputs, streams));
        var result = evaluation.Finish();
        if (result.Records == 0)
            return Inputs.FailWithoutRecords(streams);

        Print(result, printed);
        printed.Flush();
        Warn(result);
        return exit;
    }

    IReadOnlyList<AttackLabel> Labels(string file)
    {
        const string Wanted = "a file of labels";
        if (file != "-")
            return AttackLabels.Read(OptionFile.Read("--evaluate", file, MostCharacters, Wanted), file);
        using var reader = new StreamReader(streams.Input, leaveOpen: true);
        return AttackLabels.Read(OptionFile.Read("--evaluate", file, reader, MostCharacters, Wanted), "stdin");
    }

    void Print(EvaluationResult result, OutputBuffer printed)
    {
        var rows = new RowOutput(
            format,
            printed,
            [
                new("detection"),
                new("severity"),
                new("alarms", "ALARM count", true),
                new("rightAlarms", "right", true),
                new("precision", "precision", true),
                new("events", "events", true),
                new("foundEvents", "found", true),
                new("recall", "recall", true),
                new("secondsToDetect", "time to detect", true),
                new("alarmsPerDay", "ALARM count per day", true),
                new("secondsInAlarm", "time in ALARM", true),
            ]);
        foreach (var score in result.Scores)
        {
            rows.Add(
                score.Detection.Id,
                score.Detection.SeverityIn(result.Format!).ToString().ToLowerInvariant(),
                Number(score.Alarms),
                Number(score.RightAlarms),
                Share(score.Precision),
                Number(score.Events),
                Number(score.FoundEvents),
                Share(score.Recall),
                score.TimeToDetect is { } time ? Span(time) : null,
                score.AlarmsPerDay.ToString("0.##", CultureInfo.InvariantCulture),
                Span(score.TimeInAlarm));
        }

        rows.Finish();
        if (format is not OutputFormat.Table)
            return;
        printed.WriteLine("");
        var unavailable = result.Unavailable.Count == 0 ? ""
            : $" The format lacks fields for {string.Join(", ", result.Unavailable.Select(detection => detection.Id))}.";
        printed.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Counted(result.Records, "record")} from {BacktestJson.TextOf(result.From!.Value)} to {BacktestJson.TextOf(result.To!.Value)}, "
                + $"{Counted(result.Events, "labelled event")}, {result.FoundEvents:N0} found by at least one detection.{unavailable}"));
        if (result.GeneralKinds.Count > 0)
            printed.WriteLine($"Meant for every detection, because they are neither detections nor scenarios: {string.Join(", ", result.GeneralKinds)}.");
    }

    void Warn(EvaluationResult result)
    {
        if (result.To - result.From < Day)
            streams.Errors.WriteLine($"warning: the records span {TrafficDuration.Format(result.To!.Value - result.From!.Value)}, and the ALARM count per day "
                + "is extrapolated from that.");
        if (result.LabelsOutside > 0)
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warning: {Counted(result.LabelsOutside, "label")} outside of the time of "
                + $"the records {(result.LabelsOutside == 1 ? "does" : "do")} not count."));
    }

    static string Counted(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    string Span(TimeSpan span) => format is OutputFormat.Table ? (span == TimeSpan.Zero ? "0s" : TrafficDuration.Format(span))
        : span.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);

    static string? Share(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

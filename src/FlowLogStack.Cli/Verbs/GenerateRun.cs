using System.Globalization;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs generate</c>: writes the records and their ground truth.</summary>
sealed class GenerateRun(CommandStreams streams, TrafficPlan plan, bool asEvents, string? truthFile, string? summaryFile)
{
    internal int WriteStream(string? file)
    {
        Warn();
        try
        {
            using var truthResult = truthFile is null ? null : ResultFile.Open("--truth", truthFile);
            using var truth = truthResult?.Text();
            using var result = file is null ? null : ResultFile.Open("--output-file", file);
            TrafficSummary summary;
            using (var compressed = result?.Compressed())
                summary = Write((Stream?)compressed ?? (Stream?)result ?? new StandardOutput(streams.Output), truth is null ? null : new GroundTruth(truth),
                    file ?? "stdout");
            truth?.Flush();
            result?.Commit();
            truthResult?.Commit();
            WriteSummary(summaryFile, summary);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(e);
        }
    }

    internal int WriteDirectory(string directory, S3Layout layout)
    {
        Warn();
        try
        {
            TrafficArchive.EnsureFree(directory, layout);
            Directory.CreateDirectory(directory);
            var (truthPath, summaryPath) = (truthFile ?? Path.Combine(directory, "truth.csv"), summaryFile ?? Path.Combine(directory, "summary.json"));
            TrafficSummary summary;
            using (var truthResult = ResultFile.Open("--truth", truthPath))
            using (var truth = truthResult.Text())
            {
                streams.Progress.Begin(0);
                summary = TrafficArchive.Write(plan, directory, layout, new GroundTruth(truth), streams.Progress.Advance);
                streams.Progress.Clear();
                truth.Flush();
                truthResult.Commit();
            }

            WriteSummary(summaryPath, summary);
            var words = new OutputBuffer(streams.Output);
            words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Records} records in {summary.Files} files "
                + $"under {Path.Combine(directory, layout.RootPrefix)}; ground truth: {truthPath}, {summaryPath}"));
            words.Flush();
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(e);
        }
    }

    TrafficSummary Write(Stream output, GroundTruth? truth, string name)
    {
        streams.Progress.Begin(0);
        var counted = new ObservedStream(output, length => streams.Progress.Advance(length));
        var summary = asEvents ? TrafficOutput.WriteEvents(plan, counted, truth, name) : TrafficOutput.WriteLines(plan, counted, truth, name);
        streams.Progress.Clear();
        return summary;
    }

    void Warn()
    {
        foreach (var kind in plan.Scenarios.Select(scenario => scenario.Kind).Distinct())
        {
            if (kind.Telltale is { } field && !plan.Format.Contains(field))
                streams.Errors.WriteLine($"warning: the format lacks '{field}', without which the records of {kind} cannot be distinguished from others");
        }
    }

    int Fail(Exception e)
    {
        streams.Errors.WriteLine($"flowlogs: {e.Message}");
        return ExitCode.Failure;
    }

    static void WriteSummary(string? file, TrafficSummary summary)
    {
        if (file is null)
            return;
        using var output = ResultFile.Open("--summary", file);
        summary.WriteJson(output);
        output.Commit();
    }
}

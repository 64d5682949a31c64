using System.Globalization;
using System.IO.Compression;
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
            using var truth = truthResult is null ? null : Text(truthResult);
            using var result = file is null ? null : ResultFile.Open("--output-file", file);
            TrafficSummary summary;
            using (var output = result is null ? null : Compressing(file!, result))
                summary = Write(output ?? result ?? streams.Output, truth is null ? null : new GroundTruth(truth), file ?? "stdout", isStandardOutput: file is null);
            truth?.Flush();
            result?.Commit();
            truthResult?.Commit();
            WriteSummary(summaryFile, summary);
            return FlowLogs.Success;
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
            using (var truth = Text(truthResult))
            {
                streams.Progress.Begin(0);
                summary = TrafficArchive.Write(plan, directory, layout, new GroundTruth(truth), streams.Progress.Advance);
                streams.Progress.Clear();
                truth.Flush();
                truthResult.Commit();
            }

            WriteSummary(summaryPath, summary);
            var words = new OutputBuffer(streams.Output);
            words.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{summary.Records} records in {summary.Files} files under {Path.Combine(directory, layout.RootPrefix)}; which are what: {truthPath}, {summaryPath}"));
            words.Flush();
            return FlowLogs.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(e);
        }
    }

    TrafficSummary Write(Stream output, GroundTruth? truth, string name, bool isStandardOutput)
    {
        try
        {
            streams.Progress.Begin(0);
            var counted = new ProgressStream(output, streams.Progress);
            var summary = asEvents ? TrafficOutput.WriteEvents(plan, counted, truth, name) : TrafficOutput.WriteLines(plan, counted, truth, name);
            streams.Progress.Clear();
            return summary;
        }
        catch (IOException e) when (isStandardOutput)
        {
            throw new OutputException(e);
        }
    }

    void Warn()
    {
        foreach (var kind in plan.Scenarios.Select(scenario => scenario.Kind).Distinct())
        {
            if (kind.Telltale is { } field && !plan.Format.Contains(field))
                streams.Errors.WriteLine($"warning: the format lacks '{field}', without which the records of {kind} look like any others");
        }
    }

    int Fail(Exception e)
    {
        streams.Errors.WriteLine($"flowlogs: {e.Message}");
        return FlowLogs.Failure;
    }

    static StreamWriter Text(Stream stream) => new(stream, leaveOpen: true) { NewLine = "\n" };

    static GZipStream? Compressing(string name, ResultFile file) =>
        name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;

    static void WriteSummary(string? file, TrafficSummary summary)
    {
        if (file is null)
            return;
        using var output = ResultFile.Open("--summary", file);
        summary.WriteJson(output);
        output.Commit();
    }
}

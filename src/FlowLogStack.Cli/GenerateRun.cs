using System.Globalization;
using System.IO.Compression;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs generate</c>: where the records go, and the truth about them.</summary>
sealed class GenerateRun(CommandStreams streams, TrafficPlan plan, bool asEvents, string? truthFile, string? summaryFile)
{
    internal int WriteStream(string? file)
    {
        Warn();
        try
        {
            using var truth = Open(truthFile);
            using var result = file is null ? null : ResultFile.Open("--output-file", file);
            TrafficSummary summary;
            using (var output = result is null ? null : Compressing(file!, result))
                summary = Write(output ?? result ?? streams.Output, truth is null ? null : new GroundTruth(truth), file ?? "stdout", isStandardOutput: file is null);
            result?.Commit();
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
            using (var truth = Open(truthPath)!)
                summary = TrafficArchive.Write(plan, directory, layout, new GroundTruth(truth));
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
            return asEvents ? TrafficOutput.WriteEvents(plan, output, truth, name) : TrafficOutput.WriteLines(plan, output, truth, name);
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

    static StreamWriter? Open(string? file) => file is null ? null : new StreamWriter(file) { NewLine = "\n" };

    static GZipStream? Compressing(string name, ResultFile file) =>
        name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true) : null;

    static void WriteSummary(string? file, TrafficSummary summary)
    {
        if (file is null)
            return;
        using var output = File.Create(file);
        summary.WriteJson(output);
    }
}

using System.Globalization;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs coverage</c>.</summary>
/// <param name="streams">The command's streams.</param>
/// <param name="format">Output format of standard output.</param>
sealed class CoverageRun(CommandStreams streams, OutputFormat format)
{
    internal async Task<int> RunAsync(CoverageOptions options, CoverageServices services, CancellationToken cancellation)
    {
        try
        {
            return Write(await FlowLogCoverage.ReadAsync(options, services, cancellation).ConfigureAwait(false));
        }
        catch (VerificationException e)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            return ExitCode.Failure;
        }
    }

    /// <summary>Writes a result.</summary>
    /// <returns>The exit code.</returns>
    internal int Write(CoverageResult result)
    {
        var output = new OutputBuffer(streams.Output) { KeepsEscapes = streams.ShowsColor && format is OutputFormat.Table };
        if (format is OutputFormat.Json)
            CoverageJson.Write(result, output.Bytes);
        else if (format is OutputFormat.Table)
            CoverageTable.Write(result, output, streams.ShowsColor);
        else
            WriteRows(result, output);
        output.Flush();
        foreach (var problem in result.Problems)
            streams.Errors.WriteLine($"flowlogs: {problem}");
        if (format is not OutputFormat.Json and not OutputFormat.Table)
        {
            foreach (var note in result.Notes)
                streams.Errors.WriteLine(note);
        }

        return !result.IsComplete ? ExitCode.Failure : result.IsCovered ? ExitCode.Success : ExitCode.SomeGaps;
    }

    // A row for each flow log, and one for a resource without.
    void WriteRows(CoverageResult result, OutputBuffer output)
    {
        var rows = new RowOutput(format, output, [new("account"), new("region"), new("type"), new("id"), new("name"), new("vpc"), new("state"), new("source"),
            new("flowLog"), new("destinationType"), new("destination"), new("fileFormat"), new("format"), new("traffic"), new("interval", true),
            new("delivery"), new("error")], escapesFormulas: true);
        foreach (var resource in result.Resources)
        {
            foreach (var flowLog in resource.FlowLogs.DefaultIfEmpty<CoveringFlowLog?>(null))
                rows.Add(resource.Account, resource.Region, CoverageJson.NameOf(resource.Kind), resource.Id, resource.Name, resource.VpcId,
                    CoverageJson.NameOf(resource.State), resource.IsFromTelemetry ? "telemetry" : "describe", flowLog?.Id, flowLog?.DestinationType,
                    flowLog?.Destination, flowLog?.FileFormat, flowLog?.LogFormat, flowLog?.TrafficType,
                    flowLog?.AggregationInterval?.ToString(CultureInfo.InvariantCulture), flowLog?.Delivery, flowLog?.DeliveryError);
        }

        rows.Finish();
    }
}

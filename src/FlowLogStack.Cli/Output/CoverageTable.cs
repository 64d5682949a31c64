using System.Globalization;
using FlowLogStack.Simulation;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>The coverage of accounts as a table for terminals: a row for each flow log and for each resource without, then the totals.</summary>
/// <remarks>Subnets without flow logs of their own have no row unless other subnets of their VPC have flow logs: their state is that of the VPC.</remarks>
static class CoverageTable
{
    const string Reset = "\u001b[0m";

    internal static void Write(CoverageResult result, OutputBuffer output, bool showsColor)
    {
        var table = new TextTable(output, [new("State", false, showsColor ? Paint : null), new("Account", false), new("Region", false), new("Resource", false),
            new("Name", false), new("Flow log", false), new("Destination", false), new("Format", false), new("Traffic", false), new("Delivery", false)]);
        var partial = result.Resources.Where(resource => resource.State is CoverageState.Partial).Select(resource => resource.Id)
            .ToHashSet(StringComparer.Ordinal);
        var shown = result.Resources.Where(resource => !resource.FollowsVpc || partial.Contains(resource.VpcId ?? "")).ToList();
        foreach (var resource in shown)
        {
            foreach (var flowLog in resource.FlowLogs.DefaultIfEmpty<CoveringFlowLog?>(null))
                table.Add([WordOf(resource.State), resource.Account, resource.Region, resource.Id, resource.Name ?? "", flowLog?.Id ?? "",
                    flowLog is null ? "" : DestinationOf(flowLog), flowLog is null ? "" : FormatOf(flowLog), flowLog?.TrafficType ?? "",
                    flowLog is null ? "" : DeliveryOf(flowLog)]);
        }

        table.Finish();
        output.WriteList("Notes:", [.. result.Notes, .. result.Telemetry.Select(Words)]);
        output.WriteLine("");
        output.WriteLine($"{Total(result, CoveredKind.Vpc, "VPC", "VPCs")}; {Total(result, CoveredKind.Subnet, "subnet", "subnets")}; "
            + $"{Total(result, CoveredKind.TransitGateway, "transit gateway", "transit gateways")}; "
            + $"{Counted(result.Accounts.Count, "account", "accounts")} in {string.Join(", ", result.Regions)} at {BacktestJson.TextOf(result.At)}.");
    }

    static string Total(CoverageResult result, CoveredKind kind, string one, string many)
    {
        var all = result.Resources.Count(resource => resource.Kind == kind);
        var states = Enum.GetValues<CoverageState>().Select(state => (State: state, Count: result.Count(kind, state))).Where(item => item.Count > 0);
        return Counted(all, one, many) + (all == 0 ? "" : $" ({string.Join(", ", states.Select(item =>
            string.Create(CultureInfo.InvariantCulture, $"{item.Count:N0} {WordOf(item.State)}")))})");
    }

    static string Counted(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");

    static string WordOf(CoverageState state) => state switch
    {
        CoverageState.Covered => "covered",
        CoverageState.Failing => "FAILING",
        CoverageState.Partial => "PARTIAL",
        CoverageState.OptedOut => "opted out",
        _ => "NO FLOW LOG",
    };

    static string DestinationOf(CoveringFlowLog flowLog) => flowLog.DestinationType switch
    {
        "cloud-watch-logs" => $"log group {flowLog.Destination}",
        "s3" => $"bucket {flowLog.Destination?[(flowLog.Destination.LastIndexOf(':') + 1)..]}{(flowLog.FileFormat == "parquet" ? " (Parquet)" : "")}",
        "kinesis-data-firehose" => $"stream {flowLog.Destination?[(flowLog.Destination.LastIndexOf('/') + 1)..]}",
        _ => flowLog.Destination ?? flowLog.DestinationType,
    };

    static string FormatOf(CoveringFlowLog flowLog) => flowLog.Preset
        ?? Counted(flowLog.LogFormat!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, "field", "fields");

    static string DeliveryOf(CoveringFlowLog flowLog) => !flowLog.IsActive ? $"not active: {flowLog.Status}"
        : flowLog.IsFailing ? $"failed: {flowLog.DeliveryError ?? "EC2 returned no reason"}"
        : flowLog.Delivery is null ? "none yet" : "ok";

    static string Words(TelemetryEvaluation evaluation) => evaluation switch
    {
        { IsRunning: true } => $"{evaluation.Region}: CloudWatch evaluates telemetry, so telemetry rules can be created.",
        { Status: { } status } => $"{evaluation.Region}: the telemetry evaluation, which telemetry rules require, is {status}"
            + $"{(evaluation.Reason is { } reason ? $" ({reason.TrimEnd('.')})" : "")}.",
        _ => $"{evaluation.Region}: the status of the telemetry evaluation, which telemetry rules require, is not known ({evaluation.Reason?.TrimEnd('.')}).",
    };

    static string Paint(string cell)
    {
        var word = cell.TrimEnd();
        var color = word switch { "covered" => "\u001b[32m", "opted out" => null, _ => "\u001b[31m" };
        return color is null ? cell : color + word + Reset + cell[word.Length..];
    }
}

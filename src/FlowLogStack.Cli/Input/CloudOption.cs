using System.CommandLine;
using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The option <c>--from</c> for exports of flow logs of another cloud.</summary>
static class CloudOption
{
    const string OneEnd = "gcp";
    const string BothEnds = "gcp-both-ends";
    const string Description = "gcp: the input is exported log entries of Google's VPC flow logs in JSON, and each flow becomes one record. gcp-both-ends: "
        + "each flow becomes a record of each end that reports it.";

    /// <summary>Creates the option of a verb without a time range.</summary>
    internal static Option<string?> Create() => new Option<string?>("--from") { Description = $"{Description} Default: flow logs of AWS." }.Among(OneEnd,
        BothEnds);

    /// <summary>Creates the option of a verb whose <c>--from</c> is also the start of a time range.</summary>
    /// <param name="time">Description of the start.</param>
    internal static Option<string[]> CreateWithTime(string time) =>
        new("--from") { Description = $"{time} Or, repeated or alone, the kind of the input. {Description}", HelpName = "TIME|gcp|gcp-both-ends" };

    /// <summary>Returns the reader of the exports; null for flow logs of AWS.</summary>
    internal static GoogleFlowLogs? Of(string? kind) => kind is null ? null : new GoogleFlowLogs(keepsBothEnds: kind is BothEnds);

    /// <summary>Returns the reader of the exports and the time of an option that can have both.</summary>
    /// <exception cref="FormatException">There are two times, or two kinds.</exception>
    internal static (GoogleFlowLogs? Google, string? Time) Split(string[]? values)
    {
        string? kind = null;
        string? time = null;
        foreach (var value in values ?? [])
        {
            ref var place = ref value is OneEnd or BothEnds ? ref kind : ref time;
            if (place is not null)
                throw new FormatException($"--from has both {place} and {value}. Use one of them.");
            place = value;
        }

        return (Of(kind), time);
    }

    /// <summary>Writes how many entries were left out, and warnings about double counting.</summary>
    internal static void Report(GoogleFlowLogs google, Notices notices)
    {
        if (google.OtherEnds > 0)
            notices.Note($"{Entries(google.OtherEnds)} of the other end of a flow left out, because one end of each becomes a record.");
        if (google.OtherEntries > 0)
            notices.Note($"{Entries(google.OtherEntries)} of other logs left out.");
        foreach (var subnet in google.SilentSubnets)
            notices.Warn($"warning: the subnet '{subnet}' has no entry, and entries of the other end of its flows are left out. If its flow logs are off "
                + $"or elsewhere, use --from {BothEnds}.");
        if (google.WithoutMetadata is { Sources: > 0, Destinations: > 0 })
            notices.Warn("warning: entries do not name their ends, so a flow that both ends report is two records. Include metadata in the flow logs of "
                + "Google Cloud, or count only records with flow-direction=egress.");
    }

    static string Entries(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "entry" : "entries")}");
}

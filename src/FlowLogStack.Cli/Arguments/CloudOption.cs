using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The option <c>--from</c> for exports of flow logs of another cloud.</summary>
static class CloudOption
{
    const string OneEnd = "gcp";
    const string BothEnds = GoogleNotices.BothEnds;
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
}

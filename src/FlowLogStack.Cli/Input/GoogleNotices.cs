using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>Notices of what the reader of Google's VPC flow logs left out.</summary>
static class GoogleNotices
{
    /// <summary>The value of <c>--from</c> for records of both ends.</summary>
    internal const string BothEnds = "gcp-both-ends";

    /// <summary>Writes how many entries were left out, and warnings about double counting.</summary>
    internal static void Write(GoogleFlowLogs google, Notices notices)
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

using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Logs Insights queries for the completeness of flow logs, and for packet loss.</summary>
static class HealthQuestions
{
    const string Topic = "Health";

    static readonly ImmutableArray<FlowField> Lost = [FlowField.PacketsLostNoRoute, FlowField.PacketsLostBlackhole, FlowField.PacketsLostMtuExceeded,
        FlowField.PacketsLostTtlExpired];

    internal static ImmutableArray<InsightsQuestion> All { get; } =
    [
        new("LogStatus", Topic, "Records by log status", "Number of records with data, without data, and for skipped records.", [FlowField.LogStatus],
            (query, _) => [$"stats count(*) as records by {query.Name(FlowField.LogStatus)}", "sort records desc"]),
        new("SkippedInterfaces",
            Topic, "Network interfaces whose records were skipped", "Network interfaces with skipped records, and the time of the last one.",
                [FlowField.LogStatus, FlowField.InterfaceId],
            (query, _) => [query.Filter(FlowField.LogStatus.Is("SKIPDATA")), $"stats count(*) as records, max(@timestamp) as lastSkipped "
                + $"by {query.Name(FlowField.InterfaceId)}", "sort records desc", "limit 100"]),
        new("SilentInterfaces", Topic, "Network interfaces without traffic", "Network interfaces with empty intervals, and their number.",
            [FlowField.LogStatus, FlowField.InterfaceId],
            (query, _) => [query.Filter(FlowField.LogStatus.Is("NODATA")), $"stats count(*) as records by {query.Name(FlowField.InterfaceId)}",
                "sort records desc", "limit 100"]),
        new("PacketsLost", Topic, "Packets lost by transit gateway attachment", "Packets lost at each attachment, by reason.",
            [FlowField.TgwAttachmentId, .. Lost],
            (query, _) => [$"stats {query.Sum(Lost[0], "noRoute")}, {query.Sum(Lost[1], "blackhole")}, {query.Sum(Lost[2], "tooLarge")}, {query.Sum(Lost[3], "expired")} by {query.Name(FlowField.TgwAttachmentId)}", "sort noRoute desc, blackhole desc, tooLarge desc, expired desc", "limit 100"]),
    ];
}

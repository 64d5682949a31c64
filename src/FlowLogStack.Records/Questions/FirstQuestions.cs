namespace FlowLogStack.Records;

/// <summary>Basic Athena queries for a new archive.</summary>
static class FirstQuestions
{
    static readonly FieldCondition Rejected = FlowField.Action.Is("REJECT");
    static readonly FieldCondition Tcp = FlowField.Protocol.Is(6);

    public static IEnumerable<AthenaQuery> All { get; } =
    [
        new("RecordsOfTheLastDay", "Records of the last day", "The newest 100 records of the last day, to check that records arrive.",
            [FlowField.Start],
            text => $"SELECT *\n{text.From}\nORDER BY {Column(FlowField.Start)} DESC\nLIMIT 100"),
        new("RejectedTcp", "Rejected TCP connections by day of the week", "Rejected TCP connections of the last day, with the day of the week on which "
            + "they started.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstPort, FlowField.Action, FlowField.Protocol],
            text => $"SELECT day_of_week(from_unixtime({Column(FlowField.Start)})) AS day, from_unixtime({Column(FlowField.Start)}) AS "
                + $"started, {Column(FlowField.InterfaceId)}, {Column(FlowField.SrcAddr)}, {Column(FlowField.DstPort)}, {Column(FlowField.Action)}, "
                    + $"{Column(FlowField.Protocol)}\n{text.From}\n  AND {SqlConditions.ToSql(Rejected, Tcp)}\nORDER BY {Column(FlowField.SrcAddr)}\nLIMIT 100")
        {
            Replaces = "VpcFlowLogsRejectedTCPTraffic",
        },
        new("TopRejectedSources", "Top 20 source addresses with the most rejected requests", "The source addresses with the most rejected records of "
            + "the last day.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.Action],
            text => $"SELECT {Column(FlowField.SrcAddr)}, count(*) AS rejections\n{text.From}\n  AND {SqlConditions.ToSql(Rejected)}\nGROUP "
                + $"BY {Column(FlowField.SrcAddr)}\nORDER BY rejections DESC\nLIMIT 20"),
        new("SshRejects", "SSH rejects by source", "Sources, destinations and counts of rejected SSH connections (TCP port 22) of the last day: the records "
            + "of the alarm 'SSH rejects'.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, .. Detections.SshRejects.RequiredFields],
            text => $"SELECT {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}, count(*) AS rejections, from_unixtime(min({Column(FlowField.Start)})) "
                + $"AS first_seen, from_unixtime(max({Column(FlowField.Start)})) AS last_seen\n{text.From}\n  "
                + $"AND {SqlConditions.ToSql(Detections.SshRejects.Conditions)}\nGROUP BY {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}\nORDER BY "
                + "rejections DESC\nLIMIT 50"),
        new("TopTalkers", "Top 50 talkers by bytes", "The pairs of addresses with the most bytes in the last day.",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes, FlowField.LogStatus],
            text => $"SELECT {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}, sum({Column(FlowField.Bytes)}) AS total_bytes\n{text.From}\n  "
                + $"AND {Column(FlowField.LogStatus)} = 'OK'\nGROUP BY {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}\nORDER BY total_bytes "
                + "DESC\nLIMIT 50")
        {
            Replaces = "VpcFlowLogsTotalBytesTransferred",
        },
        new("RecordsLost", "Minutes with skipped records", "SKIPDATA records of the last day: the interfaces and times for which the service skipped records.",
            [FlowField.Start, FlowField.InterfaceId, FlowField.LogStatus],
            text => $"SELECT {Column(FlowField.InterfaceId)}, date_trunc('minute', from_unixtime({Column(FlowField.Start)})) AS minute, count(*) AS "
                + $"lost_intervals\n{text.From}\n  AND {SqlConditions.ToSql(FlowField.LogStatus.Is("SKIPDATA"))}\nGROUP BY 1, 2\nORDER BY 2 DESC\nLIMIT 100"),
    ];

    static string Column(FlowField field) => SqlConditions.Identifier(field);
}

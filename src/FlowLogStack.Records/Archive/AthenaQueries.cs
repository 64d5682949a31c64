namespace FlowLogStack.Records;

/// <summary>An Athena query with the name it is saved under.</summary>
/// <param name="Id">A short id in PascalCase, unique among the queries of a table.</param>
/// <param name="Name">The name people pick it by; at most 128 characters.</param>
/// <param name="Description">What it answers; at most 1024 characters.</param>
/// <param name="Sql">The statement.</param>
public sealed record NamedAthenaQuery(string Id, string Name, string Description, string Sql);

/// <summary>The Athena queries that come with the toolkit, rendered for a format and an archive.</summary>
/// <remarks>Every query reads the last 24 hours, by partition, so that running one costs cents.</remarks>
public static class AthenaQueries
{
    static readonly FieldCondition Rejected = FlowField.Action.Is("REJECT");
    static readonly FieldCondition Tcp = FlowField.Protocol.Is(6);

    /// <summary>The queries whose fields the format has, in the order people meet them.</summary>
    /// <param name="format">The format of the archive's records.</param>
    /// <param name="projection">Where its partitions lie.</param>
    /// <param name="table">The table's name.</param>
    public static IEnumerable<NamedAthenaQuery> For(FlowLogFormat format, PartitionProjection projection, string table)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(projection);
        var from = $"FROM \"{table}\"\nWHERE {projection.LastDaySql()}";
        return All(from).Where(query => query.Fields.All(format.Contains)).Select(query => query.Query);
    }

    static IEnumerable<(NamedAthenaQuery Query, FlowField[] Fields)> All(string from)
    {
        yield return Query(
            "RecordsOfTheLastDay", "Records of the last day", "A hundred records, newest first: is anything arriving?",
            $"SELECT *\n{from}\nORDER BY {Column(FlowField.Start)} DESC\nLIMIT 100",
            FlowField.Start);
        yield return Query(
            "RejectedTcp", "Rejected TCP connections by day of the week", "TCP connections that were turned away in the last day, with the day of the week they started on.",
            $"SELECT day_of_week(from_unixtime({Column(FlowField.Start)})) AS day, from_unixtime({Column(FlowField.Start)}) AS started, {Column(FlowField.InterfaceId)}, {Column(FlowField.SrcAddr)}, {Column(FlowField.DstPort)}, {Column(FlowField.Action)}, {Column(FlowField.Protocol)}\n{from}\n  AND {SqlConditions.ToSql(Rejected, Tcp)}\nORDER BY {Column(FlowField.SrcAddr)}\nLIMIT 100",
            FlowField.Start, FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstPort, FlowField.Action, FlowField.Protocol);
        yield return Query(
            "TopRejectedSources", "Top 20 source addresses with the most rejected requests", "The sources most often turned away in the last day.",
            $"SELECT {Column(FlowField.SrcAddr)}, count(*) AS rejections\n{from}\n  AND {SqlConditions.ToSql(Rejected)}\nGROUP BY {Column(FlowField.SrcAddr)}\nORDER BY rejections DESC\nLIMIT 20",
            FlowField.Start, FlowField.SrcAddr, FlowField.Action);
        yield return Query(
            "SshRejects", "SSH rejects by source", "Who was turned away from SSH (TCP port 22) in the last day, where and how often: the records behind the alarm 'SSH rejects'.",
            $"SELECT {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}, count(*) AS rejections, from_unixtime(min({Column(FlowField.Start)})) AS first_seen, from_unixtime(max({Column(FlowField.Start)})) AS last_seen\n{from}\n  AND {SqlConditions.ToSql(Detections.SshRejects.Conditions)}\nGROUP BY {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}\nORDER BY rejections DESC\nLIMIT 50",
            [FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, .. Detections.SshRejects.RequiredFields]);
        yield return Query(
            "TopTalkers", "Top 50 talkers by bytes", "The pairs of addresses that moved the most bytes in the last day.",
            $"SELECT {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}, sum({Column(FlowField.Bytes)}) AS total_bytes\n{from}\n  AND {Column(FlowField.LogStatus)} = 'OK'\nGROUP BY {Column(FlowField.SrcAddr)}, {Column(FlowField.DstAddr)}\nORDER BY total_bytes DESC\nLIMIT 50",
            FlowField.Start, FlowField.SrcAddr, FlowField.DstAddr, FlowField.Bytes, FlowField.LogStatus);
        yield return Query(
            "RecordsLost", "Minutes in which records were lost", "SKIPDATA records of the last day: the service lost flows of these interfaces at these times.",
            $"SELECT {Column(FlowField.InterfaceId)}, date_trunc('minute', from_unixtime({Column(FlowField.Start)})) AS minute, count(*) AS lost_intervals\n{from}\n  AND {SqlConditions.ToSql(FlowField.LogStatus.Is("SKIPDATA"))}\nGROUP BY 1, 2\nORDER BY 2 DESC\nLIMIT 100",
            FlowField.Start, FlowField.InterfaceId, FlowField.LogStatus);
    }

    static (NamedAthenaQuery, FlowField[]) Query(string id, string name, string description, string sql, params FlowField[] fields) =>
        (new NamedAthenaQuery(id, name, description, sql), fields);

    static string Column(FlowField field) => SqlConditions.Identifier(field);
}

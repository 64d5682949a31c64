using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A table of sums by hour, filled once an hour, so that dashboards and trends read kilobytes instead of all records.
/// </summary>
/// <remarks>
/// Sums are grouped by those of these that the log format has: account and Region of the folder, VPC, action, direction,
/// protocol, destination port below 1024, and path. Higher ports are mostly those of clients, and are NULL.
/// </remarks>
public sealed class HourlySummary
{
    static readonly ImmutableArray<FlowField> Keys = [FlowField.VpcId, FlowField.TgwAttachmentId, FlowField.Action, FlowField.FlowDirection,
        FlowField.Protocol, FlowField.TrafficPath];

    readonly AthenaTarget target;

    /// <summary>Creates the summary of a table or view.</summary>
    /// <param name="target">Table or view to summarize.</param>
    /// <param name="table">Name of the table of sums.</param>
    /// <exception cref="FlowLogFormatException">The log format lacks <c>start</c>.</exception>
    public HourlySummary(AthenaTarget target, string table)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Format.EnsureContains("The hourly summary", FlowField.Start);
        this.target = target;
        Table = table;
    }

    /// <summary>Name of the table of sums.</summary>
    public string Table { get; }

    /// <summary>Columns of the table, in order.</summary>
    public ImmutableArray<GlueColumn> Columns =>
    [
        new GlueColumn("hour", "timestamp"), new GlueColumn("account", "string"), new GlueColumn("aws_region", "string"),
        .. By.Select(key => new GlueColumn(key.Column, key.IsNumeric ? "int" : "string")),
        .. HasPort ? [new GlueColumn("service_port", "int")] : Array.Empty<GlueColumn>(),
        new GlueColumn("records", "bigint"),
        .. Sums.Select(sum => new GlueColumn($"total_{sum.Column}", "bigint")),
    ];

    /// <summary>
    /// Returns the statement that adds the last whole hours that the table lacks. Running it twice adds nothing, so a retry is safe,
    /// and a missed hour is added later as long as it is within the window.
    /// </summary>
    /// <param name="hours">Number of hours to check. Default: 3.</param>
    public string ToInsertSql(int hours = 3)
    {
        var window = target.Projection.ToSql(TimeWindow.WholeHours(hours), target.Scope);
        const string Hour = "CAST(date_trunc('hour', from_unixtime(\"start\")) AT TIME ZONE 'UTC' AS timestamp(3))";
        var first = $"CAST((current_timestamp - interval '{hours + 1}' hour) AT TIME ZONE 'UTC' AS timestamp(3))";
        string[] by =
        [
            $"{Hour} AS hour", $"{PartitionProjection.Account} AS account", $"{PartitionProjection.Region} AS aws_region",
            .. By.Select(field => field.IsNumeric ? field.Column : $"NULLIF({field.Column}, '-') AS {field.Column}"),
            .. HasPort ? ["CASE WHEN dstport < 1024 THEN dstport END AS service_port"] : Array.Empty<string>(),
        ];
        return $"""
            INSERT INTO "{Table}"
            SELECT {string.Join(", ", by)}, count(*) AS records{string.Concat(Sums.Select(field => $", sum({field.Column}) AS total_{field.Column}"))}
            FROM "{target.Relation}"
            WHERE {window}
              AND {Hour} NOT IN (SELECT hour FROM "{Table}" WHERE hour >= {first})
            GROUP BY {string.Join(", ", Enumerable.Range(1, by.Length))}
            """;
    }

    /// <summary>Returns the statement that creates the table manually.</summary>
    /// <param name="database">Name of the database.</param>
    /// <param name="location">Folder of its objects, <c>s3://bucket/folder/</c>.</param>
    public string ToDdl(string database, string location) =>
        $"CREATE EXTERNAL TABLE IF NOT EXISTS `{database}`.`{Table}` "
            + $"(\n{string.Join(",\n", Columns.Select(column => $"  `{column.Name}` {column.Type}"))}\n)\nSTORED AS PARQUET\nLOCATION '{location}'";

    IEnumerable<FlowField> By => Keys.Where(target.Format.Contains);

    IEnumerable<FlowField> Sums => new[] { FlowField.Packets, FlowField.Bytes }.Where(target.Format.Contains);

    bool HasPort => target.Format.Contains(FlowField.DstPort);
}

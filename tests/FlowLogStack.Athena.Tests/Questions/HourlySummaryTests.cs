namespace FlowLogStack.Athena.Tests;

/// <summary>The hourly summary and its updates.</summary>
[Collection(nameof(Archives))]
public sealed class HourlySummaryTests(Archives archives)
{
    [ToolFact("node", "npm")]
    public void Adds_each_hour_once_and_makes_up_for_those_missed()
    {
        foreach (var (archive, records) in new[] { (archives.Vpc[3], archives.VpcRecords), (archives.Vpc[5], archives.VpcRecords),
            (archives.Gateway[0], archives.GatewayRecords) })
        {
            var summary = new HourlySummary(new AthenaTarget { Format = archive.Format, Projection = archive.Projection, Relation = Archives.Table }, "hourly");
            var database = archives.Database;
            var columns = summary.Columns.Select(column => $"\"{column.Name}\" "
                + (column.Type switch { "string" => "VARCHAR", "int" => "INTEGER", "timestamp" => "TIMESTAMP", _ => "BIGINT" }));
            database.Query($"USE \"{archive.Name}\"; CREATE OR REPLACE TABLE hourly ({string.Join(", ", columns)})");
            try
            {
                // At 07:30 and again, then not before 09:30: it includes what 08:30 missed.
                foreach (var clock in new[] { 7, 7, 9 })
                {
                    database.SetClock(new DateTimeOffset(Archives.Now.Date.AddHours(clock).AddMinutes(30)));
                    database.Query(summary.ToInsertSql());
                }
            }
            finally
            {
                database.SetClock(Archives.Now);
            }

            var summed = records.Where(record => record.Started >= Archives.Now.Date.AddHours(4) && record.Started < Archives.Now.Date.AddHours(9)).ToList();
            Assert.NotEmpty(summed);
            Answer.Grouped(summed, record => [record.Hour(), record.Account, record.Region], of => Recent.Count(of), Recent.Bytes).Sorted(0, 1, 2)
                .MustEqual(database.Query("SELECT hour, account, aws_region, sum(records), sum(total_bytes) FROM hourly GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
                    archive.Name);
            Answer.Grouped(summed.Where(record => record.Protocol == 6), record => [record.DestinationPort < 1024 ? record.DestinationPort : null], of =>
                Recent.Count(of), of => of.Sum(record => record.Number(FlowField.Packets))).Sorted(0)
                .MustEqual(database.Query("SELECT service_port, sum(records), sum(total_packets) FROM hourly WHERE protocol = 6 GROUP BY 1 ORDER BY 1"),
                    archive.Name);
        }
    }

    [ToolFact("node", "npm")]
    public void Parses()
    {
        var summaries = new[] { FlowLogFormat.V11, FlowLogFormat.TransitGateway, FlowLogFormat.Of(FlowField.Start) }.Select(format => new HourlySummary(
            new AthenaTarget { Format = format, Projection = new PartitionProjection(new S3Layout { HiveCompatiblePartitions = true }, "archive", ["1"], ["r"],
                null), Relation = "flow_logs" }, "hourly")).ToList();
        Assert.Empty(SqlGrammar.Objections("trino", [.. summaries.Select(summary => summary.ToInsertSql())]));
        Assert.Empty(SqlGrammar.Objections("hive", [.. summaries.Select(summary => summary.ToDdl("network", "s3://archive/hourly/"))]));
    }
}

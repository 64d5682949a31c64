namespace FlowLogStack.Athena.Tests;

/// <summary>Tables and views over archives of every layout.</summary>
[Collection(nameof(Archives))]
public sealed class ArchiveTests(Archives archives)
{
    [ToolFact("node", "npm")]
    public void Every_object_is_in_one_projected_partition_and_every_record_in_the_table()
    {
        foreach (var (sampled, records) in All())
        {
            Assert.Equal(records.Count, archives.Database.Query($"SELECT count(*) FROM \"{sampled.Name}\".\"{Archives.Table}\"").Scalar.GetInt32());
            Assert.Equal(
                records.Sum(record => record.Bytes),
                archives.Database.Query($"SELECT sum(bytes) FROM \"{sampled.Name}\".\"{Archives.Table}\"").Scalar.GetInt64());
        }
    }

    [ToolFact("node", "npm")]
    public void The_view_has_the_same_rows_whatever_the_layout_and_the_file_format()
    {
        foreach (var kind in new[] { archives.Vpc, archives.Gateway })
        {
            var answers = kind.Select(sampled => Rows(sampled)).ToList();
            Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        }

        IReadOnlyList<string> Rows(SampledArchive sampled)
        {
            var columns = string.Join(", ", sampled.View.Columns.Select(column => column.Name)
                .Where(column => !column.StartsWith("log_", StringComparison.Ordinal) || column == "log_status" || column == "log_account")
                .Order(StringComparer.Ordinal).Select(column => $"\"{column}\""));
            return archives.Database.Query($"SELECT {columns} FROM \"{sampled.Name}\".\"{Archives.View}\" WHERE started >= timestamp '2026-11-20 00:00:00' "
                + "ORDER BY ALL").Lines;
        }
    }

    [ToolFact("node", "npm")]
    public void The_view_says_what_values_mean()
    {
        var record = new SampleRecord("111122223333", "eu-west-1", new Dictionary<FlowField, string>
        {
            [FlowField.Start] = "1795262400", [FlowField.End] = "1795262460", [FlowField.SrcAddr] = "10.0.0.1", [FlowField.SrcPort] = "40000",
            [FlowField.DstPort] = "5432", [FlowField.Protocol] = "6",
            [FlowField.TcpFlags] = "19", [FlowField.FlowDirection] = "egress", [FlowField.TrafficPath] = "8", [FlowField.EncryptionStatus] = "1",
            [FlowField.InstanceTag] = "caf%C3%A9%20au%20lait", [FlowField.LogStatus] = "OK",
        });
        var empty = new SampleRecord("111122223333", "eu-west-1",
            new Dictionary<FlowField, string> { [FlowField.Start] = "1795262401", [FlowField.End] = "1795262461", [FlowField.LogStatus] = "NODATA" });
        var odd = new SampleRecord("111122223333", "eu-west-1", new Dictionary<FlowField, string>(record.Values)
        {
            [FlowField.Start] = "1795262402", [FlowField.Protocol] = "253", [FlowField.SrcPort] = "53", [FlowField.DstPort] = "40000",
            [FlowField.TcpFlags] = "0", [FlowField.TrafficPath] = "99", [FlowField.InstanceTag] = "50%25",
        });
        var bucket = archives.NewBucket("meanings");
        var projection = new PartitionProjection(new S3Layout(), "archive", ["111122223333"], ["eu-west-1"], 365);
        SampleArchive.Write(archives.Database, bucket, new S3Layout(), FlowLogFormat.V11, [record, empty, odd]);
        Assert.Empty(ProjectedTable.Create(archives.Database, GlueTableDefinition.For(FlowLogFormat.V11, projection, "t"), bucket, Archives.Now, "meanings"));
        var view = FlowLogView.Over(FlowLogFormat.V11, projection, "meanings", "t", "v");
        archives.Database.Query($"CREATE VIEW meanings.v AS {view.Sql}");
        Assert.Equal(
            [
                "2026-11-21T12:00:00.000000Z|2026-11-21T12:01:00.000000Z|10.0.0.1|TCP|postgresql|FIN SYN ACK|egress|internet gateway|Nitro|café au "
                    + "lait|caf%C3%A9%20au%20lait|2026/11/21",
                "2026-11-21T12:00:01.000000Z|2026-11-21T12:01:01.000000Z|∅|∅|∅|∅|∅|∅|∅|∅|∅|2026/11/21",
                "2026-11-21T12:00:02.000000Z|2026-11-21T12:01:00.000000Z|10.0.0.1|253|dns||egress|99|Nitro|50%|50%25|2026/11/21",
            ],
            archives.Database.Query("SELECT started, ended, srcaddr, protocol_name, service, tcp_flag_names, direction, traffic_path_name, "
                + "encryption_status_name, instance_tag_value, instance_tag, log_time FROM meanings.v ORDER BY started").Lines);
    }

    [ToolFact("node", "npm")]
    public void The_view_declares_the_types_that_it_has()
    {
        foreach (var (sampled, _) in All())
        {
            var types = archives.Database.Query($"DESCRIBE \"{sampled.Name}\".\"{Archives.View}\"");
            Assert.Equal(
                sampled.View.Columns.Select(column => (column.Name, column.TrinoType, Hive(column.TrinoType))),
                types.Values("column_name").Zip(types.Values("column_type"), (name, type) => (name!, Trino(type!)))
                    .Zip(sampled.View.Columns, (actual, column) => (actual.Item1, actual.Item2, column.HiveType)));
        }

        static string Trino(string type) =>
            type switch { "INTEGER" => "integer", "BIGINT" => "bigint", "VARCHAR" => "varchar", "TIMESTAMP_MS" => "timestamp(3)", _ => type };
        static string Hive(string type) => type switch { "integer" => "int", "varchar" => "string", "timestamp(3)" => "timestamp", _ => type };
    }

    [ToolFact("node", "npm")]
    public void Definitions_and_views_parse()
    {
        string[] companions =
        [
            CompanionTables.ToHeadedDdl(CompanionTables.CountryBlocks, "network", "blocks", "s3://archive/blocks/"),
            CompanionTables.ToHeadedDdl(CompanionTables.CountryLocations, "network", "places", "s3://archive/places/"),
            CompanionTables.ToDdl(CompanionTables.Countries, "network", "countries", "s3://archive/countries/"),
            CompanionTables.ToDdl(CompanionTables.Rules, "network", "rules", "s3://archive/rules/"),
        ];
        Assert.Empty(SqlGrammar.Objections("hive", [.. All()
            .Select(pair => GlueTableDefinition.For(pair.Archive.Format, pair.Archive.Projection, Archives.Table).ToDdl("network")), .. companions]));
        Assert.Empty(SqlGrammar.Objections("trino", [archives.Vpc[0].View.ToDdl("network"),
            FlowLogView.Union("all", archives.Gateway[0].View, archives.Gateway[1].View).Sql]));
    }

    IEnumerable<(SampledArchive Archive, IReadOnlyList<SampleRecord> Records)> All() =>
        archives.Vpc.Select(archive => (archive, archives.VpcRecords)).Concat(archives.Gateway.Select(archive => (archive, archives.GatewayRecords)));
}

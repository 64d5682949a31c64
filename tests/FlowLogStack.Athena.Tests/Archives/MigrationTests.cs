namespace FlowLogStack.Athena.Tests;

/// <summary>A change of a flow log's format: new records have a new prefix and a new table, and one view combines both.</summary>
[Collection(nameof(Archives))]
public sealed class MigrationTests(Archives archives)
{
    static readonly S3Layout Before = new() { Prefix = "v5" };
    static readonly S3Layout After = new() { Prefix = "v11", FileFormat = FileFormat.Parquet, PerHourPartition = true };

    [Fact]
    public void Queries_on_the_union_answer_for_both_formats_at_once()
    {
        var changed = Archives.Now.AddHours(-9);
        var records = archives.VpcRecords.ToLookup(record => record.Started < changed);
        var (old, then) = Make("before", FlowLogFormat.V5, Before, records[true]);
        var (young, now) = Make("after", FlowLogFormat.V11, After, records[false]);
        var union = FlowLogView.Union("all_flows", now, then);
        archives.Database.Query($"CREATE SCHEMA IF NOT EXISTS migrated; USE migrated; CREATE OR REPLACE VIEW all_flows AS {union.Sql}");
        Assert.Equal(archives.VpcRecords.Count, archives.Database.Query("SELECT count(*) FROM all_flows").Scalar.GetInt32());
        // Fields of only the new format are absent in records of the old one.
        Assert.Equal(
            records[false].Count(record => record.Text(FlowField.InstanceTag) is not null),
            archives.Database.Query("SELECT count(instance_tag_value) FROM all_flows").Scalar.GetInt32());
        Assert.False(union.Projection.Layout.PerHourPartition);

        var target = AthenaTarget.Of(union);
        var asked = 0;
        foreach (var query in AthenaQueries.Offered(target)
            .Where(query => query.Parameters.IsEmpty && Answers.ById.ContainsKey(query.Id) && query.Fields.All(FlowLogFormat.V5.Contains)))
        {
            Answers.ById[query.Id]([.. archives.VpcRecords.In(query.Window)])
                .MustEqual(archives.Database.Query(query.ToSql(target)), $"{query.Id} on the union");
            asked++;
        }

        Assert.InRange(asked, 20, 60);
        Assert.NotEqual(old.Location, young.Location);
    }

    (GlueTableDefinition Table, FlowLogView View) Make(string name, FlowLogFormat format, S3Layout layout, IEnumerable<SampleRecord> records)
    {
        var bucket = archives.NewBucket("migrated-" + name);
        SampleArchive.Write(archives.Database, bucket, layout, format, records);
        var projection = new PartitionProjection(layout, "archive", SampleTraffic.Accounts, SampleTraffic.Regions, 365);
        var table = GlueTableDefinition.For(format, projection, "flow_logs_" + name);
        Assert.Empty(ProjectedTable.Create(archives.Database, table, bucket, Archives.Now, "migrated"));
        return (table, FlowLogView.Over(format, projection, "migrated", table.Name, "flows_" + name));
    }
}

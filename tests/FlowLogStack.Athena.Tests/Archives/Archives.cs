using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>One archive for queries.</summary>
/// <param name="Name">Unique name, which is also its schema in the database.</param>
/// <param name="Format">Log format of its records.</param>
/// <param name="Projection">Partitions.</param>
/// <param name="View">View, in the same schema.</param>
/// <param name="Bucket">Folder in place of its bucket.</param>
sealed record SampledArchive(string Name, FlowLogFormat Format, PartitionProjection Projection, FlowLogView View, string Bucket);

/// <summary>
/// The same records in archives of all four S3 key layouts, as text and as Parquet, each with another order of fields, half of them below a prefix, with
/// tables whose partitions are projected from Glue parameters, and a view on each.
/// </summary>
[CollectionDefinition(nameof(Archives))]
public sealed class Archives : ICollectionFixture<Archives>, IDisposable
{
    public const string Table = "flow_logs";
    public const string View = "flows";
    public static readonly DateTime Now = new(2026, 11, 21, 12, 20, 30, DateTimeKind.Utc);

    readonly string root = Directory.CreateTempSubdirectory("archives-").FullName;
    readonly Lazy<DuckDb> database = new(() => DuckDb.Start(Now));
    readonly Lazy<IReadOnlyList<SampledArchive>> vpc;
    readonly Lazy<IReadOnlyList<SampledArchive>> gateway;

    public Archives()
    {
        vpc = new(() => [.. Layouts().Select((layout, index) => Make("vpc", layout, Shuffled(FlowLogFormat.V11, index), VpcRecords, index))]);
        gateway = new(() => [.. Layouts().Select((layout, index) =>
            Make("tgw", layout, index == 0 ? FlowLogFormat.TransitGateway : Shuffled(FlowLogFormat.TransitGateway, index), GatewayRecords, index))]);
    }

    internal DuckDb Database => database.Value;

    internal IReadOnlyList<SampleRecord> VpcRecords { get; } = new SampleTraffic(Now, 61).Vpc(3_600);

    internal IReadOnlyList<SampleRecord> GatewayRecords { get; } = new SampleTraffic(Now, 62).TransitGateway(900);

    internal IReadOnlyList<SampledArchive> Vpc => vpc.Value;

    internal IReadOnlyList<SampledArchive> Gateway => gateway.Value;

    public void Dispose()
    {
        if (database.IsValueCreated)
            database.Value.Dispose();
        Directory.Delete(root, recursive: true);
    }

    internal string NewBucket(string name) => Directory.CreateDirectory(Path.Combine(root, name)).FullName;

    static IEnumerable<S3Layout> Layouts() =>
        from format in new[] { FileFormat.PlainText, FileFormat.Parquet }
        from hive in new[] { false, true }
        from hourly in new[] { false, true }
        select new S3Layout { FileFormat = format, HiveCompatiblePartitions = hive, PerHourPartition = hourly, Prefix = hive ? "net/flow-logs" : "" };

    static FlowLogFormat Shuffled(FlowLogFormat format, int seed)
    {
        var fields = format.Fields.ToArray();
        new Random(seed).Shuffle(fields);
        return FlowLogFormat.Of(fields);
    }

    SampledArchive Make(string kind, S3Layout layout, FlowLogFormat format, IReadOnlyList<SampleRecord> records, int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{kind}_{(layout.FileFormat is FileFormat.Parquet ? "parquet" : "text")}_{(layout.HiveCompatiblePartitions ? "hive" : "plain")}_"
                + $"{(layout.PerHourPartition ? "hourly" : "daily")}");
        var bucket = NewBucket(name);
        SampleArchive.Write(Database, bucket, layout, format, records, index % 2 == 0 ? AbsentText.Dash : AbsentText.Null);
        var projection = new PartitionProjection(layout, "archive", SampleTraffic.Accounts, SampleTraffic.Regions, 365);
        var left = ProjectedTable.Create(Database, GlueTableDefinition.For(format, projection, Table), bucket, Now, name);
        Assert.Empty(left);
        var view = FlowLogView.Over(format, projection, name, Table, View);
        Database.Query($"CREATE OR REPLACE VIEW \"{name}\".\"{View}\" AS {view.Sql}");
        return new SampledArchive(name, format, projection, view, bucket);
    }
}

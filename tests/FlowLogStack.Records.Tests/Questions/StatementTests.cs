using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>
/// The text of every statement is the reviewed one. A changed text replaces the saved query, table or view of each stack; the tests of Athena run them.
/// </summary>
public sealed class StatementTests
{
    static readonly FlowLogFormat[] Formats = [FlowLogFormat.V11, FlowLogFormat.TransitGateway];

    static PartitionProjection Projection(bool isHive = false, bool isHourly = false, FileFormat file = FileFormat.PlainText, int? retentionDays = 365) => new(
        new S3Layout { HiveCompatiblePartitions = isHive, PerHourPartition = isHourly, FileFormat = file, Prefix = "net" }, "archive",
        ["111122223333", "444455556666"], ["eu-west-1"], retentionDays);

    static AthenaTarget Target(FlowLogFormat format) => new()
    {
        Format = format, Projection = Projection(), Relation = "flow_logs", CountriesTable = "countries", RulesTable = "rules",
    };

    static string Text(IEnumerable<(string Name, string Statement)> statements)
    {
        var text = new StringBuilder();
        foreach (var (name, statement) in statements)
            text.Append("-- ").Append(name).Append('\n').Append(statement).Append(";\n\n");
        return text.ToString();
    }

    [Fact]
    public void Every_query_of_the_catalog_has_its_text() => Snapshot.Matches("athena-queries.txt", Text(Formats
        .SelectMany(format => AthenaQueries.Offered(Target(format)).Select(query => (Query: query, Format: format))).DistinctBy(row => row.Query.Id)
        .Select(row => (row.Query.Id, row.Query.ToSql(Target(row.Format))))
        .Concat(AthenaQueries.All.Where(query => query.Companion is CompanionTable.Countries).Select(query =>
            ($"{query.Id}, of locations", query.ToSql(Target(FlowLogFormat.V11) with { CountryLocationsTable = "locations" }))))
        .Concat(ScheduledAthenaQuery.For(new MonitoredNetwork
        {
            ApprovedResolvers = ["203.0.113.53"], Known = new() { Resolvers = ["10.0.0.2"], BackupTargets = ["203.0.113.40"] },
        }).Concat([ScheduledAthenaQuery.Daily[0] with { Columns = ["srcaddr"] }]).Select(query => ($"{query.Query.Id}, daily",
            query.ToSql(Target(FlowLogFormat.V11), TimeWindow.WholeDays(1)))))));

    [Fact]
    public void Every_query_of_activity_has_its_text()
    {
        ActivityTarget[] targets =
        [
            new()
            {
                Projection = ActivityProjection.OfTrail("trail", PartitionValues.Of("1", "2"), PartitionValues.GivenByQuery, "security/trail", "o-example", 30),
                Scope = new ArchiveScope { Regions = ["eu-west-1"] }, FlowLogs = Target(FlowLogFormat.Default),
            },
            new()
            {
                Projection = ActivityProjection.OfAccessLogs("logs", PartitionValues.Of("1"), PartitionValues.Of("r"), ["b", "c"], ["one/", "two", "", "one"]),
                Table = "requests",
            },
            new() { Projection = ActivityProjection.OfAccessLogs("logs", PartitionValues.Of("1"), PartitionValues.Of("r"), ["b"], ["one/"]) },
        ];
        Snapshot.Matches("activity-queries.txt", Text(targets.SelectMany(target => ActivityQuestions.For(target).Where(_ => target != targets[2])
            .SelectMany(question => new[] { (question.Id, question.ToSql(target)), ($"{question.Id}, Logs Insights", question.Insights ?? "(none)") })
            .Append(("table", target.Projection.ToTable(target.Table).ToDdl("network"))))
            .Concat(new[] { TimeWindow.LastHours(5), TimeWindow.WholeHours(5), TimeWindow.WholeDays(2),
                TimeWindow.Between(new(2026, 12, 31, 1, 2, 3, 4, TimeSpan.FromHours(2)), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)) }.SelectMany(window =>
                new[] { (window.ToString(), targets[2].Projection.ToSql(window)), ($"{window}, partitions", targets[2].Projection.ToPartitionSql(window)) }))));
    }

    [Fact]
    public void Every_table_and_view_has_its_text()
    {
        var plain = FlowLogView.Over(FlowLogFormat.V11, Projection(), "network", "flow_logs", "flows");
        var hourly = FlowLogView.Over(FlowLogFormat.V3, Projection(isHourly: true), "network", "old", "flows_old");
        var hive = FlowLogView.Over(FlowLogFormat.Of(FlowField.Start, FlowField.Custom("service", FieldKind.Text), FlowField.DstPort, FlowField.SrcPort),
            Projection(isHive: true, isHourly: true), "network", "hive", "flows_hive");
        var summaries = new[] { FlowLogFormat.V11, FlowLogFormat.TransitGateway, FlowLogFormat.Of(FlowField.Start) }.Select(format =>
            (Format: format, Summary: new HourlySummary(Target(format), "hourly")));
        Snapshot.Matches("tables.txt", Text(
            (from isHive in new[] { false, true }
            from isHourly in new[] { false, true }
            from file in new[] { FileFormat.PlainText, FileFormat.Parquet }
            select ($"table, {isHive}, {isHourly}, {file}", GlueTableDefinition.For(FlowLogFormat.V5, Projection(isHive, isHourly, file,
                isHive ? null : 90), "flow_logs").ToDdl("network")))
            .Append(("view", plain.ToDdl("network"))).Append(("view of gateways",
                FlowLogView.Over(FlowLogFormat.TransitGateway, Projection(), "network", "tgw", "flows").ToDdl("network")))
            .Append(("view of a field of its own", hive.ToDdl("network")))
            .Append(("union", FlowLogView.Union("all", hourly, plain).ToDdl("network")))
            .Append(("union, columns", string.Join('\n', FlowLogView.Union("all", plain, hourly).Columns)))
            .Append(("view, definition", hourly.ToDefinition("network")))
            .Concat(summaries.SelectMany(row => new[]
            {
                ("summary", row.Summary.ToDdl("network", "s3://sums/")), ("summary, hours", row.Summary.ToInsertSql()),
            }))
            .Append(("countries", CompanionTables.ToDdl(CompanionTables.Countries, "network", "countries", "s3://a/")))
            .Append(("rules", CompanionTables.ToDdl(CompanionTables.Rules, "network", "rules", "s3://a/")))
            .Append(("blocks", CompanionTables.ToHeadedDdl(CompanionTables.CountryBlocks, "network", "blocks", "s3://a/")))
            .Append(("locations", CompanionTables.ToHeadedDdl(CompanionTables.CountryLocations, "network", "locations", "s3://a/")))));
    }

    [Fact]
    public void A_view_in_Glue_is_its_definition_in_base64()
    {
        var view = FlowLogView.Over(FlowLogFormat.Default, Projection(), "network", "flow_logs", "flows");
        var text = view.ToOriginalText("network");
        Assert.StartsWith("/* Presto View: ", text);
        Assert.EndsWith(" */", text);
        Assert.Equal(view.ToDefinition("network"), Encoding.UTF8.GetString(Convert.FromBase64String(text[16..^3])));
    }

    [Fact]
    public void A_union_selects_partitions_by_the_days_of_its_coarsest_table()
    {
        var daily = FlowLogView.Over(FlowLogFormat.V5, Projection(), "network", "flow_logs", "flows");
        var hourly = FlowLogView.Over(FlowLogFormat.V3, Projection(isHourly: true), "network", "old", "flows_old");
        Assert.False(FlowLogView.Union("all", hourly, daily).Projection.Layout.PerHourPartition);
        Assert.True(FlowLogView.Union("all", hourly).Projection.Layout.PerHourPartition);
        Assert.Equal(FlowLogFormat.V3.Fields.Concat(FlowLogFormat.V5.Fields).Distinct(), FlowLogView.Union("all", hourly, daily).Format.Fields);
    }

    [Fact]
    public void A_scheduled_query_without_columns_and_a_summary_without_start_are_errors()
    {
        Assert.Contains("'SlowPortScans' has no columns", Assert.Throws<ArgumentException>(() =>
            (ScheduledAthenaQuery.Daily[0] with { Columns = [] }).ToSql(Target(FlowLogFormat.V11))).Message);
        Assert.Contains("The hourly summary", Assert.Throws<FlowLogFormatException>(() =>
            new HourlySummary(Target(FlowLogFormat.Of(FlowField.Bytes)), "hourly")).Message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.00005)]
    [InlineData(10_000_000, 0.00005)]
    [InlineData(10_000_001, 0.000050000005)]
    [InlineData(2_000_000_000_000, 10)]
    public void A_statement_costs_its_terabytes_and_at_least_ten_megabytes_unless_it_scans_nothing(long scanned, decimal dollars) =>
        Assert.Equal(dollars, AthenaPrice.Of(scanned));
}

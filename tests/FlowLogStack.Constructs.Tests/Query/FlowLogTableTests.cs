using System.Text.Json.Nodes;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests.Query;

public sealed class FlowLogTableTests : ConstructTests
{
    FlowLogTable Table(S3Layout? layout = null, FlowLogFormat? format = null, Func<FlowLogTableProps, FlowLogTableProps>? with = null)
    {
        var props = new FlowLogTableProps
        {
            Archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Layout = layout ?? new S3Layout() }),
            Format = format ?? FlowLogFormat.Default,
        };
        return new FlowLogTable(Stack, "Table", with?.Invoke(props) ?? props);
    }

    [Fact]
    public void Reads_text_by_position_with_a_column_for_each_field()
    {
        Table();
        Stack.Template().Has("AWS::Glue::Table", """
            {
              "CatalogId": { "Ref": "AWS::AccountId" },
              "TableInput": {
                "Name": "flow_logs",
                "TableType": "EXTERNAL_TABLE",
                "PartitionKeys": [{ "Name": "log_account", "Type": "string" }, { "Name": "log_region", "Type": "string" },
                  { "Name": "log_time", "Type": "string" }],
                "Parameters": {
                  "EXTERNAL": "TRUE",
                  "skip.header.line.count": "1",
                  "projection.enabled": "true",
                  "projection.log_account.type": "enum",
                  "projection.log_account.values": { "Ref": "AWS::AccountId" },
                  "projection.log_region.type": "enum",
                  "projection.log_region.values": { "Ref": "AWS::Region" },
                  "projection.log_time.type": "date",
                  "projection.log_time.format": "yyyy/MM/dd",
                  "projection.log_time.interval": "1",
                  "projection.log_time.interval.unit": "DAYS",
                  "projection.log_time.range": "NOW-366DAYS,NOW"
                },
                "StorageDescriptor": {
                  "Columns": [
                    { "Name": "version", "Type": "int" }, { "Name": "account_id", "Type": "string" }, { "Name": "interface_id", "Type": "string" },
                    { "Name": "srcaddr", "Type": "string" }, { "Name": "dstaddr", "Type": "string" }, { "Name": "srcport", "Type": "int" },
                      { "Name": "dstport", "Type": "int" },
                    { "Name": "protocol", "Type": "int" }, { "Name": "packets", "Type": "bigint" }, { "Name": "bytes", "Type": "bigint" },
                    { "Name": "start", "Type": "bigint" }, { "Name": "end", "Type": "bigint" }, { "Name": "action", "Type": "string" },
                      { "Name": "log_status", "Type": "string" }
                  ],
                  "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
                  "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                  "SerdeInfo": { "SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                    "Parameters": { "field.delim": " ", "serialization.format": " " } }
                }
              }
            }
            """);
    }

    [Fact]
    public void Locates_partitions_in_the_bucket_with_the_placeholders_intact()
    {
        Table();
        var parameters = Input("EXTERNAL_TABLE")["Parameters"]!;
        Assert.Matches("""^\{"Fn::Join":\["",\["s3://",\{"Ref":"ArchiveBucket\w+"\},"/AWSLogs/\$\{log_account\}/vpcflowlogs/\$\{log_region\}/"""
            + """\$\{log_time\}/"\]\]\}$""", parameters["storage.location.template"]!.ToJsonString());
    }

    [Fact]
    public void Reads_parquet_by_name_without_text_settings()
    {
        Table(new S3Layout { FileFormat = FileFormat.Parquet, HiveCompatiblePartitions = true, PerHourPartition = true }, FlowLogFormat.V5);
        var input = Input("EXTERNAL_TABLE");
        Assert.False(input["Parameters"]!.AsObject().ContainsKey("skip.header.line.count"));
        Assert.Equal("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", (string?)input["StorageDescriptor"]!["SerdeInfo"]!["SerializationLibrary"]);
        Assert.Equal("""{"serialization.format":"1"}""", input["StorageDescriptor"]!["SerdeInfo"]!["Parameters"]!.ToJsonString());
        Assert.Equal("org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", (string?)input["StorageDescriptor"]!["InputFormat"]);
        Assert.Equal(["log_account", "log_region", "log_year", "log_month", "log_day", "log_hour"], input["PartitionKeys"]!.AsArray()
            .Select(key => (string)key!["Name"]!));
        // The record's own region stays a column, in addition to the partition's.
        Assert.Contains("region", input["StorageDescriptor"]!["Columns"]!.AsArray().Select(column => (string)column!["Name"]!));
    }

    [Fact]
    public void Names_its_database_after_its_place_in_lower_case()
    {
        Assert.Equal("test_table", Table().DatabaseName);
        Stack.Template().Has("AWS::Glue::Database", """{ "DatabaseInput": { "Name": "test_table" } }""");
    }

    [Theory]
    [InlineData("Flow-Logs")]
    [InlineData("flow logs")]
    [InlineData("")]
    public void Refuses_a_name_that_athena_would_want_quoted(string name) =>
        Assert.Contains($"'{name}' cannot name a database or table",
            Assert.Throws<ArgumentException>(() => Table(with: props => props with { TableName = name })).Message);

    [Fact]
    public void Refuses_an_archive_of_another_format()
    {
        var archive = new FlowLogArchive(Stack, "Other");
        new FlowLogCapture(Stack, "Capture", new FlowLogCaptureProps { Source = CaptureSource.FromId(VpcId), Destination = CaptureDestination.S3(archive),
            Format = FlowLogFormat.V3 });
        Assert.Throws<FlowLogFormatException>(() => new FlowLogTable(Stack, "Table", new FlowLogTableProps { Archive = archive }));
    }

    [Fact]
    public void Has_a_view_whose_text_athena_reads()
    {
        var table = Table(format: FlowLogFormat.V5);
        var input = Input("VIRTUAL_VIEW");
        Assert.Equal("flow_logs_view", (string?)input["Name"]);
        Assert.Equal("""{"comment":"Presto View","presto_view":"true"}""", Sorted(input["Parameters"]!));
        Assert.Equal("/* Presto View */", (string?)input["ViewExpandedText"]);
        var text = (string?)input["ViewOriginalText"];
        Assert.StartsWith("/* Presto View: ", text);
        var view = JsonNode.Parse(Convert.FromBase64String(text![16..^3]))!;
        Assert.Equal(table.View!.Sql, (string?)view["originalSql"]);
        Assert.Contains("FROM \"test_table\".\"flow_logs\"", (string?)view["originalSql"]);
        Assert.Equal("test_table", (string?)view["schema"]);
        // The same columns, with the type names of each catalog.
        var columns = input["StorageDescriptor"]!["Columns"]!.AsArray()
            .Select(column => ((string)column!["Name"]!,
            (string)column["Type"]! switch { "string" => "varchar", "int" => "integer", "timestamp" => "timestamp(3)", var type => type }));
        Assert.Equal(columns, view["columns"]!.AsArray().Select(column => ((string)column!["name"]!, (string)column["type"]!)));
        Assert.Contains(("tcp_flag_names", "varchar"), columns);
    }

    [Fact]
    public void Has_no_view_if_none_is_wanted()
    {
        Assert.Null(Table(with: props => props with { ViewName = null }).View);
        Stack.Template().Counts("AWS::Glue::Table", 1);
    }

    [Fact]
    public void Leaves_the_accounts_of_an_organization_to_each_query()
    {
        var table = Table(with: props => props with { Accounts = PartitionValues.GivenByQuery });
        var parameters = Input("EXTERNAL_TABLE")["Parameters"]!;
        Assert.Equal("injected", (string?)parameters["projection.log_account.type"]);
        Assert.Null(parameters["projection.log_account.values"]);
        var query = AthenaQueries.All.Single(query => query.Id == "TopAddresses");
        Assert.Throws<ArgumentException>(() => query.ToSql(table.Target));
        Assert.Contains("log_account = '111122223333'", query.ToSql(table.Target with { Scope = new ArchiveScope { Accounts = ["111122223333"] } }));
    }

    [Fact]
    public void Unites_the_records_of_two_formats_in_one_view()
    {
        var old = new FlowLogTable(Stack, "Old", new FlowLogTableProps { Archive = new FlowLogArchive(Stack, "OldArchive"), TableName = "flow_logs_v2" });
        var young = Table(new S3Layout { Prefix = "v5" }, FlowLogFormat.V5, props => props with { BesideTable = old });
        var union = young.UnionWith("All", "all_flow_logs", old);
        Assert.Contains("UNION ALL", union.Sql);
        Assert.Equal(old.DatabaseName, young.DatabaseName);
        Stack.Template().Counts("AWS::Glue::Database", 1);
        Stack.Template().Counts("AWS::Glue::Table", 5);
        var elsewhere = new FlowLogTable(Stack, "Elsewhere", new FlowLogTableProps { Archive = new FlowLogArchive(Stack, "OtherArchive") });
        Assert.Contains("Put it beside the other with BesideTable",
            Assert.Throws<ArgumentException>(() => young.UnionWith("Wrong", "wrong", elsewhere)).Message);
    }

    JsonNode Input(string type) =>
        Assert.Single(Stack.Template().ResourcesOf("AWS::Glue::Table").Values, table =>
            (string?)table["Properties"]!["TableInput"]!["TableType"] == type)["Properties"]!["TableInput"]!;

    static string Sorted(JsonNode parameters) =>
        new JsonObject(parameters.AsObject().OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value?.DeepClone()))).ToJsonString();

    [Fact]
    public void An_archive_that_others_fill_is_queried_without_a_change_of_its_bucket()
    {
        var archive = FlowLogArchive.FromBucket(Stack, "Others", Bucket.FromBucketName(Stack, "Bucket", "their-logs"),
            new FlowLogArchiveProps { Layout = new S3Layout { Prefix = "network" }, Accounts = ["444455556666"] });
        new FlowLogTable(Stack, "OthersTable", new FlowLogTableProps { Archive = archive, Format = FlowLogFormat.V5 });
        var template = Stack.Template();
        Assert.Empty(template.ResourcesOf("AWS::S3::BucketPolicy"));
        Assert.Empty(template.ResourcesOf("AWS::S3::Bucket"));
        Assert.StartsWith("s3://their-logs/network/AWSLogs/", (string?)template.ResourcesOf("AWS::Glue::Table")
            .First().Value["Properties"]!["TableInput"]!["StorageDescriptor"]!["Location"]);
        Assert.Contains("is only queried, so its bucket does not admit log delivery. Use new FlowLogArchive(…) with Existing",
            Assert.Throws<ArgumentException>(() => CaptureDestination.S3(archive)).Message);
        Assert.Contains("Remove Existing", Assert.Throws<ArgumentException>(() =>
            FlowLogArchive.FromBucket(Stack, "Two", archive.Bucket, new FlowLogArchiveProps { Existing = archive.Bucket })).Message);
    }
}

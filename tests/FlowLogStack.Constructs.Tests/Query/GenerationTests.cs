using System.Text;
using System.Text.Json.Nodes;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests.Query;

public sealed class GenerationTests : ConstructTests
{
    static readonly FlowLogFormat Custom = FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstAddr, FlowField.Action, FlowField.Bytes, FlowField.Start);

    static Stack Monitor(Func<FlowLogMonitoringProps, FlowLogMonitoringProps> with)
    {
        var stack = new Stack(Repository.NewApp(), "Test");
        new FlowLogMonitoring(stack, "FlowLogs", with(new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)] }));
        return stack;
    }

    static FlowLogMonitoringProps Next(FlowLogMonitoringProps props, FileFormat fileFormat = FileFormat.Parquet, string prefix = "") => props with
    {
        Archive = new FlowLogArchiveProps { Generation = 2, Layout = new S3Layout { FileFormat = fileFormat, Prefix = prefix } },
        EarlierGenerations = [new ArchiveGeneration()],
    };

    static JsonObject Resources(Stack stack) => stack.Template().ToJson()["Resources"]!.AsObject();

    static string TableNamed(JsonObject resources, string name) =>
        resources.Single(resource => (string?)resource.Value!["Properties"]?["TableInput"]?["Name"] == name).Key;

    [Fact]
    public void The_first_generation_has_the_folder_and_the_names_of_before()
    {
        var stack = Monitor(props => props);
        var resources = Resources(stack);
        Assert.StartsWith("FlowLogsTable", TableNamed(resources, "flow_logs"));
        Assert.StartsWith("FlowLogsTableView", TableNamed(resources, "flow_logs_view"));
        Assert.DoesNotContain("generation", stack.Template().ResourcesOf("AWS::EC2::FlowLog").Values.Last().ToJsonString());
    }

    [Theory]
    [InlineData("", "generation-2")]
    [InlineData("network", "network/generation-2")]
    public void The_next_generation_has_a_folder_and_a_table_of_its_own(string prefix, string folder)
    {
        var stack = Monitor(props => Next(props, prefix: prefix));
        var destination = stack.Template().ResourcesOf("AWS::EC2::FlowLog").Values.Single(flowLog =>
            (string?)flowLog["Properties"]!["LogDestinationType"] == "s3")["Properties"]!["LogDestination"]!.ToJsonString();
        Assert.Contains($"/{folder}/\"", destination);
        var resources = Resources(stack);
        var location = resources[TableNamed(resources, "flow_logs_2")]!["Properties"]!["TableInput"]!["StorageDescriptor"]!["Location"]!.ToJsonString();
        Assert.Contains($"/{folder}/AWSLogs", location);
        Assert.Contains(resources, resource => (string?)resource.Value!["Properties"]?["TableInput"]?["Name"] == "flow_logs_2_view");
    }

    [Fact]
    public void The_next_generation_changes_nothing_of_the_table_the_view_the_database_the_bucket_and_the_workgroup_of_before()
    {
        var before = Resources(Monitor(props => props));
        var after = Resources(Monitor(props => Next(props)));
        foreach (var (id, resource) in before)
        {
            var type = (string)resource!["Type"]!;
            if (type is "AWS::EC2::FlowLog" or "AWS::S3::BucketPolicy" or "AWS::Athena::NamedQuery")
                Assert.Contains(id, (IDictionary<string, JsonNode?>)after);
            else
                Assert.True(JsonNode.DeepEquals(resource, after[id]), id);
        }
    }

    [Fact]
    public void Deliveries_to_both_folders_are_admitted_while_the_flow_log_is_replaced()
    {
        var policies = Monitor(props => Next(props)).Template().ResourcesOf("AWS::S3::BucketPolicy").Values.Select(policy => policy.ToJsonString())
            .Single(policy => policy.Contains("generation-2", StringComparison.Ordinal));
        Assert.Contains("/generation-2/AWSLogs/", policies);
        Assert.Contains("\"/AWSLogs/", policies);
    }

    [Fact]
    public void A_view_unites_the_generations_and_saved_queries_read_it()
    {
        var stack = Monitor(props => Next(props) with { Format = FlowLogFormat.V5 });
        var resources = Resources(stack);
        var text = (string)resources[TableNamed(resources, "flow_logs_all")]!["Properties"]!["TableInput"]!["ViewOriginalText"]!;
        var sql = (string)JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(text["/* Presto View: ".Length..^" */".Length])))!["originalSql"]!;
        Assert.Contains("\"flow_logs_2\"", sql);
        Assert.Contains("\"flow_logs\"", sql);
        Assert.Contains("UNION ALL", sql);
        Assert.All(stack.Template().ResourcesOf("AWS::Athena::NamedQuery").Values, query => Assert.Contains("flow_logs_all", query.ToJsonString()));
    }

    [Fact]
    public void A_third_generation_keeps_both_before_it()
    {
        var stack = Monitor(props => props with
        {
            Format = FlowLogFormat.V5,
            Archive = new FlowLogArchiveProps { Generation = 3 },
            EarlierGenerations = [new ArchiveGeneration { Format = Custom },
                new ArchiveGeneration { Format = Custom, FileFormat = FileFormat.Parquet, PerHourPartition = true }],
        });
        var names = Resources(stack).Select(resource => (string?)resource.Value!["Properties"]?["TableInput"]?["Name"]).OfType<string>()
            .Order(StringComparer.Ordinal);
        Assert.Equal(["flow_logs", "flow_logs_2", "flow_logs_2_view", "flow_logs_3", "flow_logs_3_view", "flow_logs_all", "flow_logs_view"], names);
    }

    [Fact]
    public void CloudFormation_refuses_another_format_over_the_same_table()
    {
        var text = Guard(Monitor(props => props));
        var parquet = Guard(Monitor(props => props with { Archive = new FlowLogArchiveProps { Layout = new S3Layout { FileFormat = FileFormat.Parquet } } }));
        var custom = Guard(Monitor(props => props with { Format = Custom, Detections = [] }));
        Assert.Equal(3, new HashSet<string>([text.Expected, parquet.Expected, custom.Expected]).Count);
        Assert.Equal(text.Parameter, parquet.Parameter);
        Assert.Equal(text.Parameter, custom.Parameter);
        // The parameter keeps the value of the first deployment; the rule of the next template compares it with the template's own.
        Assert.Contains("Set archive.generation to the next number", parquet.Rule);

        static (string Parameter, string Expected, string Rule) Guard(Stack stack)
        {
            var template = stack.Template().ToJson();
            var (parameter, value) = Assert.Single(template["Parameters"]!.AsObject(), parameter =>
                ((string?)parameter.Value!["Default"])?.StartsWith(ArchiveFormat.Prefix, StringComparison.Ordinal) == true);
            var rule = Assert.Single(template["Rules"]!.AsObject(), rule => rule.Value!.ToJsonString().Contains(parameter, StringComparison.Ordinal)).Value!;
            var expected = (string)value!["Default"]!;
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$"""{ "Fn::Equals": [{ "Ref": "{{parameter}}" }, "{{expected}}"] }"""),
                rule["Assertions"]![0]!["Assert"]), rule.ToJsonString());
            return (parameter, expected, rule.ToJsonString());
        }
    }

    [Fact]
    public void What_is_not_the_format_changes_no_guard()
    {
        static string Guards(Stack stack) => stack.Template().ToJson()["Parameters"]!.ToJsonString();
        Assert.Equal(Guards(Monitor(props => props)), Guards(Monitor(props =>
            props with { Archive = new FlowLogArchiveProps { ExpireAfter = Duration.Days(30) }, AlarmNamePrefix = "x",
                Sources = [CaptureSource.FromId("vpc-0fedcba9")] })));
    }

    [Fact]
    public void An_archive_of_an_existing_bucket_has_generations_too()
    {
        var bucket = Bucket.FromBucketName(Stack, "Bucket", "org-logs");
        new FlowLogMonitoring(Stack, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)],
            Archive = new FlowLogArchiveProps { Existing = bucket, Generation = 2 }, Format = FlowLogFormat.V5, EarlierGenerations =
                [new ArchiveGeneration()] });
        Stack.Template().Counts("AWS::Glue::Table", 5);
        Assert.Contains(Messages("warning"), warning => warning.Contains("org-logs/generation-2/AWSLogs/", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_generations_that_are_not_described()
    {
        Assert.StartsWith("The archive is of generation 2, but EarlierGenerations has 0. Set the log format",
            Assert.Throws<ArgumentException>(() => Monitor(props => Next(props) with { EarlierGenerations = [] })).Message);
        Assert.StartsWith("The archive is of generation 1, but EarlierGenerations has 1.",
            Assert.Throws<ArgumentException>(() => Monitor(props => props with { EarlierGenerations = [new ArchiveGeneration()] })).Message);
        Assert.StartsWith("The archive's generation 0 must be 1 or greater.",
            Assert.Throws<ArgumentException>(() => new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Generation = 0 })).Message);
    }
}

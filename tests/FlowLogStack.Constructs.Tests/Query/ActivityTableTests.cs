using System.Text.Json.Nodes;
using FlowLogStack.Capture;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests.Query;

public sealed class ActivityTableTests : ConstructTests
{
    static ActivityProjection Trail => ActivityProjection.OfTrail("trail-bucket", PartitionValues.Of("111122223333"),
        PartitionValues.Of("us-east-1", "eu-west-1"), organizationId: "o-exampleorgid");

    [Fact]
    public void A_table_over_a_trail_has_the_columns_and_the_partitions_of_its_definition()
    {
        new ActivityTable(Stack, "Trail", new ActivityTableProps { Projection = Trail });
        Stack.Template().Has("AWS::Glue::Table", """
            {
              "TableInput": {
                "Name": "cloudtrail",
                "TableType": "EXTERNAL_TABLE",
                "PartitionKeys": [{ "Name": "log_account", "Type": "string" }, { "Name": "log_region", "Type": "string" },
                  { "Name": "log_time", "Type": "string" }],
                "Parameters": {
                  "projection.log_region.values": "us-east-1,eu-west-1",
                  "storage.location.template": "s3://trail-bucket/AWSLogs/o-exampleorgid/${log_account}/CloudTrail/${log_region}/${log_time}/"
                },
                "StorageDescriptor": {
                  "InputFormat": "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
                  "SerdeInfo": { "SerializationLibrary": "org.apache.hive.hcatalog.data.JsonSerDe" }
                }
              }
            }
            """);
        Assert.Single(Stack.Template().ResourcesOf("AWS::Glue::Database"));
    }

    [Fact]
    public void Tables_of_both_logs_share_the_database_of_flow_logs_and_their_queries_are_saved()
    {
        var logs = new AccessLogBucket(Stack, "AccessLogs");
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { AccessLogs = logs });
        var flows = new FlowLogTable(Stack, "Flows", new FlowLogTableProps { Archive = archive });
        var trail = new ActivityTable(Stack, "Trail", new ActivityTableProps { Projection = Trail, BesideTable = flows });
        var requests = new ActivityTable(Stack, "Requests", new ActivityTableProps
        {
            Projection = ActivityProjection.OfAccessLogs(logs.Bucket.BucketName, PartitionValues.Of(Stack.Account), PartitionValues.Of(Stack.Region),
                [archive.Bucket.BucketName], ["archive/"], 90),
            BesideTable = flows,
        });
        var workgroup = new QueryWorkgroup(Stack, "Queries");
        foreach (var question in ActivityQuestions.All)
            workgroup.Save(question.Kind is ActivityKind.CloudTrail ? trail : requests, question, flows);
        var template = Stack.Template();
        Assert.Single(template.ResourcesOf("AWS::Glue::Database"));
        Assert.Equal(ActivityQuestions.All.Length, template.ResourcesOf("AWS::Athena::NamedQuery").Count);
        var regex = template.ResourcesOf("AWS::Glue::Table").Values.Select(table =>
            table["Properties"]!["TableInput"]!["StorageDescriptor"]!["SerdeInfo"]?["Parameters"]?["input.regex"]).OfType<JsonNode>();
        Assert.Equal(AccessLogFormat.Pattern, (string?)Assert.Single(regex));
    }

    [Fact]
    public void Two_tables_of_one_name_in_a_database_and_flow_logs_of_another_are_errors()
    {
        var trail = new ActivityTable(Stack, "Trail", new ActivityTableProps { Projection = Trail });
        Assert.Contains("TableName", Assert.Throws<ArgumentException>(() =>
            new ActivityTable(Stack, "Again", new ActivityTableProps { Projection = Trail, BesideActivity = trail })).Message, StringComparison.Ordinal);
        var flows = new FlowLogTable(Stack, "Flows", new FlowLogTableProps { Archive = new FlowLogArchive(Stack, "Archive") });
        var question = ActivityQuestions.All.Single(known => known.Id == "SecurityGroupChangesAndRejects");
        Assert.Contains("Put the latter beside the other", Assert.Throws<ArgumentException>(() => new QueryWorkgroup(Stack, "Queries")
            .Save(trail, question, flows)).Message, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;
using FlowLogStack.Capture;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests.Query;

public sealed class HourlyRollUpTests : ConstructTests
{
    HourlyRollUp RollUp(PartitionValues? accounts = null, ArchiveScope? scope = null)
    {
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Layout = new S3Layout { PerHourPartition = true },
            Encryption = ArchiveEncryption.CustomerManaged });
        var table = new FlowLogTable(Stack, "Table", new FlowLogTableProps { Archive = archive, Format = FlowLogFormat.V5, Accounts = accounts });
        return new HourlyRollUp(Stack, "Hourly", new HourlyRollUpProps { Table = table, Workgroup = new QueryWorkgroup(Stack, "Queries"), Scope = scope
            ?? ArchiveScope.All });
    }

    [ToolFact("cfn-lint")]
    public void Adds_an_hour_every_hour_in_the_workgroup()
    {
        var summary = RollUp().Summary;
        var template = Stack.Template();
        var schedule = template.Only("AWS::Scheduler::Schedule");
        Assert.Equal("cron(30 * * * ? *)", (string?)schedule["ScheduleExpression"]);
        Assert.Equal("""{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},":scheduler:::aws-sdk:athena:startQueryExecution"]]}""",
            schedule["Target"]!["Arn"]!.ToJsonString());
        var parts = schedule["Target"]!["Input"]!["Fn::Join"]![1]!.AsArray();
        var input = JsonNode.Parse(string.Concat(parts.Select(part => part is JsonObject ? "THE-WORKGROUP" : (string)part!)))!;
        Assert.Equal((summary.ToInsertSql(), "THE-WORKGROUP", "test_table"),
            ((string?)input["QueryString"], (string?)input["WorkGroup"], (string?)input["QueryExecutionContext"]!["Database"]));
        Assert.Equal(Assert.Single(template.ResourcesOf("AWS::Athena::WorkGroup")).Key, (string?)Assert.Single(parts.OfType<JsonObject>())["Ref"]);
        CloudFormationLint.AssertClean("roll-up", template.ToText());
    }

    [Fact]
    public void Keeps_the_sums_in_a_parquet_table_with_the_columns_that_are_added()
    {
        var summary = RollUp().Summary;
        var input = Assert.Single(Stack.Template().ResourcesOf("AWS::Glue::Table").Values, table =>
            (string?)table["Properties"]!["TableInput"]!["Name"] == "flow_logs_hourly")["Properties"]!["TableInput"]!;
        Assert.Equal(summary.Columns.Select(column => column.Name), input["StorageDescriptor"]!["Columns"]!.AsArray()
            .Select(column => (string)column!["Name"]!));
        Assert.Contains("Parquet", (string?)input["StorageDescriptor"]!["SerdeInfo"]!["SerializationLibrary"]);
    }

    [Fact]
    public void Lets_the_schedule_do_nothing_else()
    {
        RollUp();
        var template = Stack.Template();
        var role = Assert.Single(template.ResourcesOf("AWS::IAM::Role").Values, role => role.ToJsonString()
            .Contains("scheduler.amazonaws.com", StringComparison.Ordinal))["Properties"]!;
        Assert.Equal("""{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}""",
            role["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]!.ToJsonString());
        var statements = template.ResourcesOf("AWS::IAM::Policy").Values.SelectMany(policy =>
            policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()).ToList();
        Assert.DoesNotContain(statements, statement => statement!["Resource"] is JsonValue resource && (string?)resource == "*");
        Assert.Contains(statements, statement => statement!["Action"]!.ToJsonString() == "\"athena:StartQueryExecution\"");
        Assert.Contains(statements, statement => statement!["Action"]!.ToJsonString().Contains("kms:Decrypt", StringComparison.Ordinal));
    }

    [Fact]
    public void Needs_the_accounts_of_a_table_that_lists_none()
    {
        Assert.Contains("Add at least one to the scope", Assert.Throws<ArgumentException>(() => RollUp(PartitionValues.GivenByQuery)).Message);
    }
}

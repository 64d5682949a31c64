using System.Text.Json.Nodes;
using FlowLogStack.Capture;
using FlowLogStack.Query;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Query;

public sealed class ScheduledQueriesTests : ConstructTests
{
    ScheduledQueries New(Func<ScheduledQueriesProps, ScheduledQueriesProps>? change = null, FlowLogFormat? format = null)
    {
        var archive = new FlowLogArchive(Stack, "Archive", new FlowLogArchiveProps { Encryption = ArchiveEncryption.CustomerManaged });
        var table = new FlowLogTable(Stack, "Table", new FlowLogTableProps { Archive = archive, Format = format ?? FlowLogFormat.V5 });
        var topic = new AlarmTopic(Stack, "Topic", new AlarmTopicProps());
        var props = new ScheduledQueriesProps { Table = table, Workgroup = new QueryWorkgroup(Stack, "Queries"), Topics = [topic.Topic] };
        return new ScheduledQueries(Stack, "Daily", change?.Invoke(props) ?? props);
    }

    // References become their JSON text, so that the definition is plain JSON.
    static JsonNode DefinitionOf(Testing.Template template) => JsonNode.Parse(string.Concat(
        template.Only("AWS::StepFunctions::StateMachine")["DefinitionString"]!["Fn::Join"]![1]!.AsArray()
            .Select(part => part is JsonObject ? (string?)part["Ref"] ?? "attribute" : (string)part!)))!;

    static JsonObject Rows(params string[][] rows) => new JsonObject
    {
        ["ResultSet"] = new JsonObject
        {
            ["Rows"] = new JsonArray([.. rows.Select(row => new JsonObject { ["Data"] = new JsonArray([.. row.Select(cell =>
                new JsonObject { ["VarCharValue"] = cell })]) })]),
        },
    };

    /// <summary>Runs the machine with an answer, or an error, for each query by a part of its SQL.</summary>
    static (bool HasSucceeded, List<JsonNode> Published) Run(JsonNode definition, Func<string, JsonNode> answer)
    {
        var published = new List<JsonNode>();
        var last = "";
        var output = new StateMachineRun((resource, parameters) =>
        {
            switch (resource.Split(":::")[1])
            {
                case "athena:startQueryExecution.sync":
                    last = (string)parameters["QueryString"]!;
                    return new JsonObject { ["QueryExecution"] = new JsonObject { ["QueryExecutionId"] = "the-id" } };
                case "athena:getQueryResults":
                    Assert.Equal("the-id", (string?)parameters["QueryExecutionId"]);
                    return answer(last);
                case "sns:publish":
                    published.Add(parameters);
                    return new JsonObject { ["MessageId"] = "1" };
                default:
                    throw new NotSupportedException(resource);
            }
        }).Run(definition, new JsonObject());
        return (output is not null, published);
    }

    [ToolFact("cfn-lint")]
    public void Publish_the_findings_of_each_query_that_has_any()
    {
        New();
        var template = Stack.Template();
        var (hasSucceeded, published) = Run(DefinitionOf(template), sql => sql.Contains("date_trunc('hour'", StringComparison.Ordinal)
            && sql.Contains("ports", StringComparison.Ordinal) ? Rows(["findings", "lines"], ["1", "srcaddr 203.0.113.77, ports 1248"])
            : Rows(["findings", "lines"], ["0", "none"]));
        Assert.True(hasSucceeded);
        var message = Assert.Single(published);
        Assert.Equal("Flow logs: Slow port scans", (string?)message["Subject"]);
        Assert.EndsWith("Findings: 1; at most 20 are listed.\n\nsrcaddr 203.0.113.77, ports 1248", (string?)message["Message"], StringComparison.Ordinal);
        CloudFormationLint.AssertClean("scheduled-queries", template.ToText());
    }

    [Fact]
    public void Run_the_other_queries_if_one_fails_and_fail()
    {
        New();
        var answered = 0;
        var (hasSucceeded, published) = Run(DefinitionOf(Stack.Template()), _ => answered++ == 0
            ? throw new InvalidOperationException("Athena.AmazonAthenaException")
            : Rows(["findings", "lines"], ["2", "a line"]));
        Assert.False(hasSucceeded);
        Assert.Equal((3, 2), (answered, published.Count));
    }

    [Fact]
    public void Have_an_alarm_on_failures_that_notifies_the_same_topics()
    {
        New();
        var template = Stack.Template();
        var alarm = Assert.Single(template.ResourcesOf("AWS::CloudWatch::Alarm").Values)["Properties"]!;
        Assert.Equal(("ExecutionsFailed", "notBreaching"), ((string?)alarm["MetricName"], (string?)alarm["TreatMissingData"]));
        Assert.Contains(template.ResourcesOf("AWS::StepFunctions::StateMachine").Keys.Single(), alarm["Dimensions"]!.ToJsonString(), StringComparison.Ordinal);
        var topic = Assert.Single(template.ResourcesOf("AWS::SNS::Topic")).Key;
        Assert.Equal(topic, (string?)Assert.Single(alarm["AlarmActions"]!.AsArray())!["Ref"]);
        Assert.Equal("1", alarm["Threshold"]!.ToJsonString());
    }

    [Fact]
    public void Have_roles_for_one_service_and_one_account_each_without_wildcards()
    {
        New();
        var template = Stack.Template();
        var schedule = RoleOf("scheduler.amazonaws.com");
        Assert.Equal("""{"StringEquals":{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}}""", ConditionOf(schedule));
        Assert.Equal(["states:StartExecution"], ActionsOf(schedule));
        var machine = RoleOf("states.amazonaws.com");
        Assert.Contains("aws:SourceArn", ConditionOf(machine), StringComparison.Ordinal);
        Assert.Contains("aws:SourceAccount", ConditionOf(machine), StringComparison.Ordinal);
        var actions = ActionsOf(machine).ToList();
        Assert.Empty(new[] { "athena:StartQueryExecution", "athena:GetQueryResults", "sns:Publish", "kms:GenerateDataKey", "kms:Decrypt" }.Except(actions));
        Assert.DoesNotContain(actions, action => action.Contains('*', StringComparison.Ordinal) && !action.StartsWith("s3:", StringComparison.Ordinal)
            || action.Contains("Delete", StringComparison.Ordinal));
        Assert.DoesNotContain(StatementsOf(machine), statement => statement["Resource"] is JsonValue resource && (string?)resource == "*");

        string RoleOf(string service) =>
            Assert.Single(template.ResourcesOf("AWS::IAM::Role"), role => role.Value.ToJsonString().Contains(service, StringComparison.Ordinal)).Key;

        string ConditionOf(string role) =>
            template.ResourcesOf("AWS::IAM::Role")[role]["Properties"]!["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]!.ToJsonString();

        IEnumerable<JsonNode> StatementsOf(string role) => template.ResourcesOf("AWS::IAM::Policy").Values
            .Where(policy => policy["Properties"]!["Roles"]!.AsArray().Any(reference => (string?)reference!["Ref"] == role))
            .SelectMany(policy => policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()).Select(statement => statement!);

        IEnumerable<string> ActionsOf(string role) => StatementsOf(role).SelectMany(statement => statement["Action"] is JsonArray many
            ? many.Select(action => (string)action!) : [(string)statement["Action"]!]);
    }

    [Fact]
    public void Run_once_a_day_and_start_the_machine()
    {
        New();
        var template = Stack.Template();
        var schedule = template.Only("AWS::Scheduler::Schedule");
        Assert.Equal("cron(15 6 * * ? *)", (string?)schedule["ScheduleExpression"]);
        Assert.Equal(Assert.Single(template.ResourcesOf("AWS::StepFunctions::StateMachine")).Key, (string?)schedule["Target"]!["Arn"]!["Ref"]);
        Assert.Equal("{}", (string?)schedule["Target"]!["Input"]);
    }

    [Fact]
    public void Leave_out_queries_whose_fields_the_table_lacks()
    {
        var queries = New(format: FlowLogFormat.V5.Without(FlowField.SrcPort));
        Assert.Equal(["SlowPortScans"], queries.Queries.Select(query => query.Query.Id));
    }

    public static TheoryData<string, string> Invalid => new()
    {
        { "topics", "Topics is empty" },
        { "queries", "Queries is empty" },
        { "schedule", "'every day' is not a recurring schedule" },
        { "format", "'SlowPortScans' requires dstport" },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Need_a_topic_a_query_and_a_schedule(string what, string message)
    {
        var e = Assert.Throws<ArgumentException>(() => New(
            props => what switch
            {
                "topics" => props with { Topics = [] },
                "queries" => props with { Queries = [] },
                "schedule" => props with { ScheduleExpression = "every day" },
                _ => props,
            },
            what == "format" ? FlowLogFormat.V5.Without(FlowField.SrcPort).Without(FlowField.DstPort) : null));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void May_use_the_key_of_an_existing_topic_for_that_topic_only()
    {
        const string Arn = "arn:aws:sns:eu-west-1:111122223333:shared";
        New(props => props with { Topics = [Amazon.CDK.AWS.SNS.Topic.FromTopicArn(Stack, "Shared", Arn)] });
        var use = Stack.Template().ResourcesOf("AWS::IAM::Policy").Values.SelectMany(policy => policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
            .Single(statement => statement!.ToJsonString().Contains("kms:ViaService", StringComparison.Ordinal)
                && statement.ToJsonString().Contains("sns.", StringComparison.Ordinal))!;
        Assert.Equal("""["kms:Decrypt","kms:GenerateDataKey"]""", use["Action"]!.ToJsonString());
        Assert.Equal(Arn, (string?)use["Condition"]!["StringEquals"]!["kms:EncryptionContext:aws:sns:topicArn"]);
        Assert.Contains("sns.eu-west-1.", use["Condition"]!["StringEquals"]!["kms:ViaService"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(":kms:eu-west-1:111122223333:key/*", use["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Need_no_key_for_a_topic_without_one()
    {
        New(props => props with { Topics = [new Amazon.CDK.AWS.SNS.Topic(Stack, "Plain")] });
        Assert.DoesNotContain("aws:sns:topicArn", Stack.Template().ToText(), StringComparison.Ordinal);
    }
}

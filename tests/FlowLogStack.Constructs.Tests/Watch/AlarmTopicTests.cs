using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Amazon.CDK.AWS.SQS;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

public sealed class AlarmTopicTests : ConstructTests
{
    const string FromAlarmsOfThisAccount = """
        {
          "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } },
          "ArnLike": { "aws:SourceArn": { "Fn::Join": ["", ["arn:", { "Ref": "AWS::Partition" }, ":cloudwatch:", { "Ref": "AWS::Region" }, ":",
            { "Ref": "AWS::AccountId" }, ":alarm:*"]] } }
        }
        """;

    [Fact]
    public void Is_encrypted_with_a_key_that_alarms_may_use()
    {
        new AlarmTopic(Stack, "Topic");
        var template = Stack.Template();
        var key = Assert.Single(template.ResourcesOf("AWS::KMS::Key"));
        template.Has("AWS::SNS::Topic", $$"""{ "KmsMasterKeyId": { "Fn::GetAtt": ["{{key.Key}}", "Arn"] } }""");
        var statement = key.Value["Properties"]!["KeyPolicy"]!["Statement"]!.AsArray()
            .Single(statement => (string?)statement!["Sid"] == "EncryptAlarmNotifications")!;
        Assert.Equal("""{"Service":"cloudwatch.amazonaws.com"}""", statement["Principal"]!.ToJsonString());
        Assert.Equal("""["kms:Decrypt","kms:GenerateDataKey*"]""", statement["Action"]!.ToJsonString());
        AssertConditions(statement["Condition"]!);
    }

    [Fact]
    public void Admits_alarms_of_this_account_and_refuses_what_is_not_tls()
    {
        new AlarmTopic(Stack, "Topic");
        var statements = Stack.Template().Only("AWS::SNS::TopicPolicy")["PolicyDocument"]!["Statement"]!.AsArray();
        var publish = statements.Single(statement => (string?)statement!["Sid"] == "PublishAlarmNotifications")!;
        Assert.Equal("sns:Publish", (string?)publish["Action"]);
        Assert.Equal("""{"Service":"cloudwatch.amazonaws.com"}""", publish["Principal"]!.ToJsonString());
        AssertConditions(publish["Condition"]!);
        Assert.Contains(statements, statement => (string?)statement!["Effect"] == "Deny"
            && (string?)statement["Condition"]?["Bool"]?["aws:SecureTransport"] == "false");
        Assert.Equal(2, statements.Count);
    }

    [Fact]
    public void Tells_people_webhooks_queues_and_functions()
    {
        new AlarmTopic(Stack, "Topic", new AlarmTopicProps
        {
            Subscriptions =
            [
                new EmailSubscription("ops@example.com"),
                new UrlSubscription("https://hooks.example.com/flow-logs"),
                new SqsSubscription(new Queue(Stack, "Queue")),
                new LambdaSubscription(new Function(Stack, "Function",
                    new FunctionProps { Runtime = Runtime.PYTHON_3_12, Handler = "index.handler",
                        Code = Code.FromInline("def handler(event, context): pass") })),
            ],
        });
        var protocols = Stack.Template().ResourcesOf("AWS::SNS::Subscription").Values.Select(subscription => (string)subscription["Properties"]!["Protocol"]!);
        Assert.Equal(["email", "https", "lambda", "sqs"], protocols.Order());
        Stack.Template().Counts("AWS::SQS::QueuePolicy", 1);
        Stack.Template().Has("AWS::Lambda::Permission", """{ "Principal": "sns.amazonaws.com" }""");
    }

    [Fact]
    public void A_key_of_your_own_admits_alarms_too()
    {
        new AlarmTopic(Stack, "Topic", new AlarmTopicProps { EncryptionKey = new Key(Stack, "Own") });
        Assert.Contains("EncryptAlarmNotifications", Stack.Template().Only("AWS::KMS::Key").ToJsonString());
    }

    static void AssertConditions(System.Text.Json.Nodes.JsonNode conditions) =>
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(FromAlarmsOfThisAccount), conditions),
            conditions.ToJsonString());
}

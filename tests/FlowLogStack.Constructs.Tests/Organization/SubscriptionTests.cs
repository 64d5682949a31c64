using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Logs;
using FlowLogStack.Capture;
using FlowLogStack.Organization;
using FlowLogStack.Streaming;

namespace FlowLogStack.Constructs.Tests.Organization;

/// <summary>Log groups of member accounts that send their events to a stream of a central account.</summary>
public sealed class SubscriptionTests : ConstructTests
{
    const string KinesisArn = "arn:aws:kinesis:us-east-1:999999999999:stream/central";
    const string DestinationArn = "arn:aws:logs:eu-west-1:999999999999:destination:flow-logs";
    static readonly SourceOrganization Members = new("o-a1b2c3d4e5");

    SubscriptionDestination Receive(Func<SubscriptionDestinationProps, SubscriptionDestinationProps>? change = null)
    {
        var props = new SubscriptionDestinationProps { DestinationName = "flow-logs", Target = SubscriptionTarget.FromStreamArn(KinesisArn),
            Organization = Members };
        return new SubscriptionDestination(Stack, "Destination", change is null ? props : change(props));
    }

    CentralSubscription Send(Func<CentralSubscriptionProps, CentralSubscriptionProps>? change = null)
    {
        var props = new CentralSubscriptionProps { LogGroup = LogGroup.FromLogGroupName(Stack, "Group", "/flow-logs"), DestinationArn = DestinationArn };
        return new CentralSubscription(Stack, "Subscription", change is null ? props : change(props));
    }

    JsonObject Policy()
    {
        var text = (JsonObject)Stack.Template().Only("AWS::Logs::Destination")["DestinationPolicy"]!;
        return JsonNode.Parse(string.Concat(text["Fn::Join"]![1]!.AsArray().Select(part => part is JsonValue value ? (string)value!
            : ((string)part!["Ref"]!).Replace("::", "-", StringComparison.Ordinal))))!.AsObject();
    }

    JsonObject Role() => Stack.Template().ResourcesOf("AWS::IAM::Role").Single(role => role.Key.StartsWith("Destination", StringComparison.Ordinal)
        || role.Key.StartsWith("Subscription", StringComparison.Ordinal)).Value["Properties"]!.AsObject();

    static JsonArray Statements(JsonObject role) => role["Policies"]![0]!["PolicyDocument"]!["Statement"]!.AsArray();

    [Fact]
    public void The_policy_admits_the_accounts_of_the_organization_to_subscribe_and_nothing_else()
    {
        Receive();
        var statement = Assert.Single(Policy()["Statement"]!.AsArray())!;
        Assert.Equal("*", (string?)statement["Principal"]);
        Assert.Equal("logs:PutSubscriptionFilter", (string?)statement["Action"]);
        Assert.Equal("arn:AWS-Partition:logs:AWS-Region:AWS-AccountId:destination:flow-logs", (string?)statement["Resource"]);
        Assert.Equal("""{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}""", statement["Condition"]!.ToJsonString());
    }

    [Fact]
    public void Paths_limit_the_organization_and_accounts_are_principals()
    {
        Receive(props => props with { Organization = Members with { Paths = ["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"] }, Accounts = ["222222222222"] });
        var statements = Policy()["Statement"]!.AsArray();
        Assert.Equal("""{"aws:PrincipalOrgPaths":["o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"]}""",
            statements[0]!["Condition"]!["ForAnyValue:StringLike"]!.ToJsonString());
        Assert.Equal("""{"AWS":["222222222222"]}""", statements[1]!["Principal"]!.ToJsonString());
        Assert.Null(statements[1]!["Condition"]);
    }

    [Fact]
    public void The_role_writes_to_the_one_stream_for_callers_of_the_organization()
    {
        Receive();
        var trust = Role()["AssumeRolePolicyDocument"]!["Statement"]![0]!;
        Assert.Equal("""{"Service":"logs.amazonaws.com"}""", trust["Principal"]!.ToJsonString());
        Assert.Contains(""":*:*"]""", trust["Condition"]!["ArnLike"]!["aws:SourceArn"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("o-a1b2c3d4e5", (string?)trust["Condition"]!["StringEqualsIfExists"]!["aws:SourceOrgID"]);
        var statements = Statements(Role());
        Assert.Equal("""["kinesis:PutRecord","kinesis:PutRecords"]""", statements[0]!["Action"]!.ToJsonString());
        Assert.Equal(KinesisArn, (string?)statements[0]!["Resource"]);
        Assert.Equal(KinesisArn, (string?)statements[1]!["Condition"]!["StringEquals"]!["kms:EncryptionContext:aws:kinesis:arn"]);
        Assert.Equal("arn:aws:kms:us-east-1:999999999999:key/*", (string?)statements[1]!["Resource"]);
        Assert.Equal(2, statements.Count);
    }

    [Fact]
    public void Listed_accounts_are_the_only_callers_beside_the_own_one()
    {
        Receive(props => props with { Organization = null, Accounts = ["222222222222"] });
        var callers = Role()["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]!["ArnLike"]!["aws:SourceArn"]!.AsArray();
        Assert.Equal(2, callers.Count);
        Assert.Contains(":222222222222:*", callers[0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("AWS::AccountId", callers[1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_of_the_app_delivers_the_messages_of_the_events()
    {
        var stream = new FlowLogStream(Stack, "Stream", new FlowLogStreamProps { Destination = StreamDestination.ToBucket(), ReceivesSubscriptions = true });
        Receive(props => props with { Target = SubscriptionTarget.Of(stream) });
        var processors = Stack.Template().Only("AWS::KinesisFirehose::DeliveryStream")["ExtendedS3DestinationConfiguration"]!["ProcessingConfiguration"]!
            ["Processors"]!.AsArray();
        Assert.Equal(["Decompression", "CloudWatchLogProcessing"], processors.Select(one => (string)one!["Type"]!));
        Assert.Equal("""["firehose:PutRecord","firehose:PutRecordBatch"]""", Assert.Single(Statements(Role()))!["Action"]!.ToJsonString());
        Assert.Equal("Fn::GetAtt", Stack.Template().Only("AWS::Logs::Destination")["TargetArn"]!.AsObject().Single().Key);
    }

    [Fact]
    public void A_member_subscribes_its_log_group_with_a_role_for_that_group()
    {
        Send();
        var template = Stack.Template();
        template.Has("AWS::Logs::SubscriptionFilter", $$"""{ "LogGroupName": "/flow-logs", "FilterPattern": "", "DestinationArn": "{{DestinationArn}}" }""");
        Assert.Equal("Fn::GetAtt", template.Only("AWS::Logs::SubscriptionFilter")["RoleArn"]!.AsObject().Single().Key);
        var statement = Assert.Single(Statements(Role()))!;
        Assert.Equal("logs:PutLogEvents", (string?)statement["Action"]);
        Assert.EndsWith(":log-group:/flow-logs:*\"]]}", statement["Resource"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("""{"Ref":"AWS::AccountId"}""",
            Role()["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]!["StringEqualsIfExists"]!["aws:SourceAccount"]!.ToJsonString());
        Assert.Equal(2, template.ToJson()["Resources"]!.AsObject().Count);
    }

    [Fact]
    public void The_policy_of_400_accounts_is_too_large_and_that_of_an_organization_is_not()
    {
        string[] accounts = [.. Enumerable.Range(0, 400).Select(i => (100_000_000_000 + i).ToString(CultureInfo.InvariantCulture))];
        Refused("bytes, and CloudWatch Logs allows 5120. Set Organization in place of the 400 accounts.", () =>
            Receive(props => props with { Organization = null, Accounts = accounts }));
        Receive();
    }

    [Fact]
    public void Bad_values_are_errors_with_the_value_and_the_fix()
    {
        Refused("'flow:logs' cannot name a destination.", () => Receive(props => props with { DestinationName = "flow:logs" }));
        Refused("admits no other account.", () => Receive(props => props with { Organization = null }));
        Refused("'1' is not the id of an account.", () => Receive(props => props with { Accounts = ["1"] }));
        Refused("is not the ARN of a stream.", () => SubscriptionTarget.FromStreamArn("arn:aws:kinesis:eu-west-1:111122223333:deliverystream/x"));
        Refused("is not the ARN of a stream.", () => SubscriptionTarget.FromStreamArn(DestinationArn));
        Refused("is known only after deployment", () => SubscriptionTarget.FromStreamArn(Aws.ACCOUNT_ID));
        Refused("Set ReceivesSubscriptions", () =>
            SubscriptionTarget.Of(new FlowLogStream(Stack, "Stream", new FlowLogStreamProps { Destination = StreamDestination.ToBucket() })));
        Refused("and has partitions by fields of JSON", () => new FlowLogStream(Stack, "Parts", new FlowLogStreamProps
        {
            Destination = StreamDestination.ToBucket() with { Partitions = [FlowField.Action] }, ReceivesSubscriptions = true,
        }));
        Refused("is not the ARN of a destination", () => Send(props => props with { DestinationArn = KinesisArn }));
        Refused("has 1025 characters", () => Send(props => props with { FilterPattern = new string('a', 1025) }));
        Refused("which has no subscriptions", () => Send(props => props with { LogGroup = new LogGroup(Stack, "Infrequent",
            new LogGroupProps { LogGroupClass = LogGroupClass.INFREQUENT_ACCESS }) }));
    }

    [Fact]
    public void A_destination_of_another_region_is_an_error()
    {
        var stack = new Stack((App)Stack.Node.Root, "There", new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333",
            Region = "us-east-1" } });
        Assert.Contains("Use a destination of the log group's Region", Assert.Throws<ArgumentException>(() => new CentralSubscription(stack, "Subscription",
            new CentralSubscriptionProps { LogGroup = LogGroup.FromLogGroupName(stack, "Group", "/flow-logs"), DestinationArn = DestinationArn })).Message,
            StringComparison.Ordinal);
    }

    void Refused(string message, Func<object> create)
    {
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(create).Message, StringComparison.Ordinal);
        foreach (var id in new[] { "Destination", "Subscription", "Group", "Stream", "Infrequent" })
            Stack.Node.TryRemoveChild(id);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

public sealed class ChangeNotificationTests : ConstructTests
{
    ChangeNotification Tell(ChangeDetection? change = null) =>
        new(Stack, "Change", new ChangeNotificationProps { Change = change ?? Records.Detections.SecurityGroupChanges,
            Topic = new AlarmTopic(Stack, "Topic") });

    [Fact]
    public void Hears_of_calls_that_succeeded()
    {
        Tell(Records.Detections.FlowLogsDeleted);
        Stack.Template().Has("AWS::Events::Rule", """
            {
              "EventPattern": {
                "source": ["aws.ec2"],
                "detail-type": ["AWS API Call via CloudTrail"],
                "detail": { "eventSource": ["ec2.amazonaws.com"], "eventName": ["DeleteFlowLogs"], "errorCode": [{ "exists": false }] }
              }
            }
            """);
    }

    [Fact]
    public void Hears_of_every_change_of_a_security_group()
    {
        Tell();
        var calls = Stack.Template().Only("AWS::Events::Rule")["EventPattern"]!["detail"]!["eventName"]!.AsArray().Select(call => (string)call!);
        Assert.Superset(
            new HashSet<string> { "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress",
                "ModifySecurityGroupRules", "CreateSecurityGroup", "DeleteSecurityGroup" },
            calls.ToHashSet());
    }

    [Fact]
    public void Says_who_did_what_when_and_where_in_one_readable_line()
    {
        Tell();
        var transformer = Stack.Template().Only("AWS::Events::Rule")["Targets"]![0]!["InputTransformer"]!;
        var text = (string)JsonNode.Parse((string)transformer["InputTemplate"]!)!;
        var paths = transformer["InputPathsMap"]!.AsObject().ToDictionary(path => path.Key, path => (string)path.Value!);
        Assert.DoesNotContain('\n', text);
        Assert.Equal(paths.Keys.Order(), Regex.Matches(text, "<([a-zA-Z0-9]+)>").Select(name => name.Groups[1].Value).Distinct().Order());

        var message = Regex.Replace(text, "<([a-zA-Z0-9]+)>", name => paths[name.Groups[1].Value] switch
        {
            "$.detail.eventName" => "RevokeSecurityGroupIngress",
            "$.detail.userIdentity.type" => "AssumedRole",
            "$.detail.userIdentity.arn" => "arn:aws:sts::111122223333:assumed-role/Admin/eve",
            "$.detail.sourceIPAddress" => "198.51.100.7",
            "$.detail.eventTime" => "2026-01-01T00:00:00Z",
            "$.detail.awsRegion" => "eu-west-1",
            "$.account" => "111122223333",
            "$.detail.requestParameters.groupId" => "sg-0a1b2c3d",
            "$.detail.eventID" => "b5f1",
            _ => "",
        });
        Assert.StartsWith("Security group changed: RevokeSecurityGroupIngress sg-0a1b2c3d by AssumedRole arn:aws:sts::111122223333:assumed-role/Admin/eve "
            + "from 198.51.100.7 at 2026-01-01T00:00:00Z, in region eu-west-1 of account 111122223333.", Regex.Replace(message, " +", " "));
        Assert.EndsWith("Severity: medium. The CloudTrail event b5f1 has the rest.", message);
    }

    [Fact]
    public void Reaches_the_topic_and_its_key_by_the_rules_name_and_account()
    {
        Tell();
        Tell2();
        var template = Stack.Template();
        var topic = Assert.Single(template.ResourcesOf("AWS::SNS::Topic")).Key;
        Assert.All(template.ResourcesOf("AWS::Events::Rule").Values, rule =>
            Assert.Equal($$"""{"Ref":"{{topic}}"}""", rule["Properties"]!["Targets"]![0]!["Arn"]!.ToJsonString()));
        var (policyId, policy) = Assert.Single(template.ResourcesOf("AWS::SNS::TopicPolicy"));
        AssertAdmitted(policy["Properties"]!["PolicyDocument"]!, "\"sns:Publish\"");
        AssertAdmitted(Assert.Single(template.ResourcesOf("AWS::KMS::Key")).Value["Properties"]!["KeyPolicy"]!, """["kms:Decrypt","kms:GenerateDataKey*"]""");
        Assert.All(template.ResourcesOf("AWS::Events::Rule").Values, rule => Assert.Contains(policyId, rule["DependsOn"]!.AsArray().Select(id => (string)id!)));

        void Tell2() => new ChangeNotification(Stack, "Other",
            new ChangeNotificationProps { Change = Records.Detections.FlowLogsDeleted, Topic = (AlarmTopic)Stack.Node.FindChild("Topic") });

        static void AssertAdmitted(JsonNode policy, string actions)
        {
            var statements = policy["Statement"]!.AsArray().Where(statement =>
                (string?)(statement!["Principal"] as JsonObject)?["Service"] == "events.amazonaws.com").ToList();
            Assert.Equal(2, statements.Count);
            foreach (var (statement, name) in statements.Zip(["Test-Change", "Test-Other"]))
            {
                Assert.Equal(actions, statement!["Action"]!.ToJsonString());
                Assert.Equal("""{"aws:SourceAccount":{"Ref":"AWS::AccountId"}}""", statement["Condition"]!["StringEquals"]!.ToJsonString());
                Assert.EndsWith($":rule/{name}\"]]}}}}", statement["Condition"]!["ArnLike"]!.ToJsonString());
            }
        }
    }

    [Fact]
    public void Says_that_it_needs_a_trail()
    {
        Tell();
        Assert.Contains("Needs a CloudTrail trail", (string)Stack.Template().Only("AWS::Events::Rule")["Description"]!);
    }

    [Fact]
    public void Refuses_a_change_without_calls() =>
        Assert.Contains("has no calls", Assert.Throws<ArgumentException>(() => Tell(Records.Detections.FlowLogsDeleted with { Calls = [] })).Message);

    [Fact]
    public void Refuses_more_calls_than_fit_a_pattern() =>
        Assert.Contains("EventBridge allows 4096", Assert.Throws<ArgumentException>(() =>
            Tell(Records.Detections.FlowLogsDeleted with { Calls = [.. Enumerable.Range(0, 200).Select(i => $"ModifySomethingElse{i}")] })).Message);

    [Fact]
    public void Warns_of_a_pattern_beyond_the_default_quota()
    {
        Tell(Records.Detections.FlowLogsDeleted with { Calls = [.. Enumerable.Range(0, 90).Select(i => $"ModifySomethingElse{i}")] });
        Assert.Contains(Messages("warning"), message => message.Contains("EventBridge's default quota is 2048", StringComparison.Ordinal));
    }

    [Fact]
    public void The_built_in_changes_fit_the_default_quota()
    {
        foreach (var change in Records.Detections.Changes)
            new ChangeNotification(Stack, change.Id, new ChangeNotificationProps { Change = change, Topic = Stack.Node.TryFindChild("Topic") as AlarmTopic
                ?? new AlarmTopic(Stack, "Topic") });
        Assert.Empty(Messages("warning"));
        Assert.All(Records.Detections.Changes, change => Assert.DoesNotContain(change.Calls, ChangeDetection.IsRead));
    }

    [Fact]
    public void Refuses_calls_that_read_unless_they_are_included()
    {
        var reads = Records.Detections.FlowLogsDeleted with { Id = "FlowLogsRead", Calls = ["DeleteFlowLogs", "DescribeFlowLogs"] };
        Assert.Contains("The call 'DescribeFlowLogs' of the change 'Flow logs deleted' reads and changes nothing",
            Assert.Throws<ArgumentException>(() => Tell(reads)).Message);
    }

    [Theory]
    [InlineData("eventName")]
    [InlineData("errorCode.text")]
    [InlineData("requestParameters.groupId")]
    [InlineData("requestParameters.groupId.text")]
    [InlineData("requestParameters")]
    public void Refuses_a_condition_on_a_value_that_already_has_one(string path)
    {
        var change = Records.Detections.FlowLogsDeleted with { Conditions = [new("requestParameters.groupId", ["sg-"]), new(path, ["sg-0"])] };
        Assert.StartsWith(
            $"The condition '{path}' of the change 'Flow logs deleted' is on a value that already has a condition",
            Assert.Throws<ArgumentException>(() => Tell(change)).Message);
    }

    [Fact]
    public void Refuses_a_condition_without_prefixes()
    {
        var change = Records.Detections.FlowLogsDeleted with { Conditions = [new("requestParameters.groupId", [])] };
        Assert.Contains("has no prefixes, so no event matches", Assert.Throws<ArgumentException>(() => Tell(change)).Message);
    }

    [Fact]
    public void All_conditions_of_a_change_are_in_its_pattern()
    {
        var change = Records.Detections.FlowLogsDeleted with
        {
            Conditions = [new("requestParameters.a", ["x", "y"]), new("requestParameters.b", ["z"]), new("awsRegion", ["eu-"])],
        };
        Tell(change);
        var detail = Stack.Template().Only("AWS::Events::Rule")["EventPattern"]!["detail"]!;
        Assert.Equal("""{"a":[{"prefix":"x"},{"prefix":"y"}],"b":[{"prefix":"z"}]}""", detail["requestParameters"]!.ToJsonString());
        Assert.Equal("""[{"prefix":"eu-"}]""", detail["awsRegion"]!.ToJsonString());
    }

    [Fact]
    public void A_rule_that_includes_reads_has_the_state_with_which_EventBridge_sends_them()
    {
        Tell(Records.Detections.FlowLogsDeleted with { Calls = ["DescribeFlowLogs"], IncludesReads = true });
        Assert.Equal("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS", (string?)Stack.Template().Only("AWS::Events::Rule")["State"]);
    }

    [Fact]
    public void Refuses_a_message_that_is_too_long() =>
        Assert.Contains("EventBridge allows 8192", Assert.Throws<ArgumentException>(() =>
            Tell(Records.Detections.FlowLogsDeleted with { Response = new string('x', 8000) })).Message);

    [Fact]
    public void Refuses_text_that_eventbridge_would_take_for_a_value() =>
        Assert.Contains("interprets as the name of a value", Assert.Throws<ArgumentException>(() =>
            Tell(Records.Detections.FlowLogsDeleted with { Response = "Ask <me>." })).Message);
}

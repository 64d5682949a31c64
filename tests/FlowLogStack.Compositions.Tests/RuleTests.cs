using System.Text.Json.Nodes;
using Amazon.CDK.AWS.KMS;
using FlowLogStack.Dashboards;
using FlowLogStack.Watch;

namespace FlowLogStack.Compositions.Tests;

/// <summary>EventBridge rules publish under their own name and account. Undelivered events are kept and cause an alarm.</summary>
public sealed class RuleTests : CompositionTests
{
    [Fact]
    public void A_topic_and_its_key_admit_each_rule_by_its_name_and_account()
    {
        var stack = In("Net");
        new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Changes = [Detections.SecurityGroupChanges, Detections.FlowLogsDeleted] });
        var app = Delivers();
        var rules = app["Net"].PropertiesOf("AWS::Events::Rule").Select(rule => $"arn:aws:events:{Region}:{Account}:rule/{rule.Properties["Name"]}").Order()
            .ToList();
        Assert.Equal([$"arn:aws:events:{Region}:{Account}:rule/Net-FlowLogs-FlowLogsDeleted",
            $"arn:aws:events:{Region}:{Account}:rule/Net-FlowLogs-SecurityGroupChanges"], rules);
        foreach (var statements in new[] { Statements(app["Net"], "AWS::SNS::TopicPolicy", "PolicyDocument"),
            Statements(app["Net"], "AWS::KMS::Key", "KeyPolicy") })
        {
            Assert.Equal(rules, statements.Select(statement => (string)statement["Condition"]!["ArnLike"]!["aws:SourceArn"]!).Order());
            Assert.All(statements, statement => Assert.Equal(Account, (string?)statement["Condition"]!["StringEquals"]!["aws:SourceAccount"]));
        }
    }

    [Fact]
    public void Nothing_of_any_stack_admits_EventBridge_without_a_rule_and_an_account()
    {
        var stack = In("Net");
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", OneVpc with { Changes = [Detections.SecurityGroupChanges] });
        monitoring.AddDashboards(new MonitoringDashboardsProps { Topics = [DashboardTopic.SecurityGroups] });
        Forwarder(stack).ReadFrom(monitoring.Archive!);
        var net = Delivers()["Net"];
        var admitted = net.Resources.SelectMany(resource => Find(net.Values.Resolve(resource.Value)))
            .Where(statement => (statement["Principal"] as JsonObject)?["Service"]?.ToJsonString()
                .Contains("events.amazonaws.com", StringComparison.Ordinal) == true)
            .ToList();
        Assert.Equal(7, admitted.Count);
        Assert.All(admitted, statement =>
        {
            var condition = statement["Condition"]!.ToJsonString();
            Assert.Contains("aws:SourceAccount", condition);
            Assert.Contains("aws:SourceArn", condition);
        });
    }

    [Fact]
    public void One_dead_letter_queue_with_an_alarm_serves_the_rules_of_a_topic()
    {
        new FlowLogMonitoring(In("Net"), "FlowLogs", OneVpc with { Changes = [Detections.SecurityGroupChanges, Detections.FlowLogsDeleted] });
        var app = Delivers();
        var queue = Assert.Single(app["Net"].ResourcesOf("AWS::SQS::Queue")).LogicalId;
        Assert.All(app["Net"].ResourcesOf("AWS::Events::Rule"), rule =>
            Assert.Equal($$"""{"Fn::GetAtt":["{{queue}}","Arn"]}""", rule.Resource["Properties"]!["Targets"]![0]!["DeadLetterConfig"]!["Arn"]!.ToJsonString()));
        var alarm = Assert.Single(app["Net"].ResourcesOf("AWS::CloudWatch::Alarm"), alarm =>
            (string?)alarm.Resource["Properties"]!["MetricName"] == "ApproximateNumberOfMessagesVisible").Resource["Properties"]!;
        Assert.Equal($$$"""[{"Name":"QueueName","Value":{"Fn::GetAtt":["{{{queue}}}","QueueName"]}}]""", alarm["Dimensions"]!.ToJsonString());
        Assert.Single(alarm["AlarmActions"]!.AsArray());
    }

    [Fact]
    public void A_rule_of_another_stack_than_its_topics_publishes()
    {
        var topic = new AlarmTopic(In("Ops"), "Topic", new AlarmTopicProps { EncryptionKey = new Key(In("Security"), "Key") });
        new ChangeNotification(In("Net"), "Changes", new ChangeNotificationProps { Change = Detections.SecurityGroupChanges, Topic = topic });
        Delivers();
    }

    [Fact]
    public void A_long_path_makes_a_name_that_a_rule_can_have()
    {
        var stack = In("AStackOfALongNameThatSaysWhatItIsFor");
        new ChangeNotification(stack, "AConstructOfALongNameThatSaysWhatItIsForToo",
            new ChangeNotificationProps { Change = Detections.SecurityGroupChanges, Topic = new AlarmTopic(stack, "Topic") });
        Assert.InRange(((string)Assert.Single(Delivers().Stacks[0].PropertiesOf("AWS::Events::Rule")).Properties["Name"]!).Length, 1, 64);
    }

    [Fact]
    public void A_team_may_admit_all_rules_of_its_account()
    {
        new AlarmTopic(In("Net"), "Topic").AdmitRules();
        var statement = Assert.Single(Statements(Delivers()["Net"], "AWS::SNS::TopicPolicy", "PolicyDocument"));
        Assert.Equal($"arn:aws:events:{Region}:{Account}:rule/*", (string?)statement["Condition"]!["ArnLike"]!["aws:SourceArn"]);
    }

    static List<JsonNode> Statements(SynthesizedStack stack, string type, string property) =>
    [
        .. stack.PropertiesOf(type).SelectMany(resource => resource.Properties[property]!["Statement"]!.AsArray())
            .Where(statement => (statement!["Principal"] as JsonObject)?["Service"]?.ToString() == "events.amazonaws.com").Select(statement => statement!),
    ];

    static IEnumerable<JsonObject> Find(JsonNode? node) => node switch
    {
        JsonObject map when map.ContainsKey("Effect") => [map],
        JsonObject map => map.SelectMany(member => Find(member.Value)),
        JsonArray list => list.SelectMany(Find),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith("{\"Version\"", StringComparison.Ordinal) => Find(JsonNode.Parse(text)),
        _ => [],
    };
}

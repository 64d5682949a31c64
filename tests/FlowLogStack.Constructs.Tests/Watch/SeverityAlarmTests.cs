using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

public sealed class SeverityAlarmTests : ConstructTests
{
    DetectionAlarm[] Alarms(int count, string prefix = "")
    {
        var group = new LogGroup(Stack, "Group");
        return [.. Enumerable.Range(1, count).Select(i => new DetectionAlarm(Stack, $"Own{i}", new DetectionAlarmProps
        {
            Detection = Records.Detections.LogsSilent with { Id = $"Own{i}", Title = $"Own alarm {i}" },
            LogGroup = group,
            AlarmNamePrefix = prefix,
        }))];
    }

    SeverityAlarm Join(IReadOnlyList<DetectionAlarm> alarms) =>
        new(Stack, "High", new SeverityAlarmProps { Severity = Severity.High, Alarms = alarms, Topics = [new Topic(Stack, "Topic")],
            AlarmNamePrefix = "prod " });

    [Fact]
    public void Joins_alarms_by_names_that_CloudFormation_makes_first()
    {
        Join(Alarms(2));
        var template = Stack.Template();
        string[] ids = [.. template.ResourcesOf("AWS::CloudWatch::Alarm").Keys];
        var topic = Assert.Single(template.ResourcesOf("AWS::SNS::Topic")).Key;
        template.Has("AWS::CloudWatch::CompositeAlarm", $$"""
            {
              "AlarmName": "prod Flow log alarms of high severity",
              "AlarmRule": { "Fn::Join": ["", ["ALARM(\"", { "Ref": "{{ids[0]}}" }, "\") OR ALARM(\"", { "Ref": "{{ids[1]}}" }, "\")"]] },
              "AlarmActions": [{ "Ref": "{{topic}}" }],
              "OKActions": [{ "Ref": "{{topic}}" }],
              "Tags": [{ "Key": "severity", "Value": "high" }]
            }
            """);
        Assert.EndsWith("Alarms: Own alarm 1, Own alarm 2.", (string)template.Only("AWS::CloudWatch::CompositeAlarm")["AlarmDescription"]!);
    }

    [Fact]
    public void Counts_its_alarms_where_there_is_no_room_for_their_names()
    {
        Join(Alarms(100));
        var description = (string)Stack.Template().Only("AWS::CloudWatch::CompositeAlarm")["AlarmDescription"]!;
        Assert.InRange(description.Length, 1, 1024);
        Assert.EndsWith("There are 100.", description);
    }

    [Fact]
    public void Refuses_to_join_nothing() =>
        Assert.Contains("joins 0 alarms", Assert.Throws<ArgumentException>(() => Join([])).Message);

    [Fact]
    public void Refuses_more_alarms_than_a_composite_can_have() =>
        Assert.Contains("joins 101 alarms, and CloudWatch allows 1 to 100", Assert.Throws<ArgumentException>(() => Join(Alarms(101))).Message);

    [Fact]
    public void Refuses_names_that_make_the_rule_too_long() =>
        Assert.Contains("CloudWatch allows 10240", Assert.Throws<ArgumentException>(() => Join(Alarms(50, new string('x', 200)))).Message);
}

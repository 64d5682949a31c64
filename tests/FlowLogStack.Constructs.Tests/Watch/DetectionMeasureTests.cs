using System.Text.Json.Nodes;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using FlowLogStack.Watch;

namespace FlowLogStack.Constructs.Tests.Watch;

/// <summary>The CloudFormation resources of each kind of measure and trigger.</summary>
public sealed class DetectionMeasureTests : ConstructTests
{
    static readonly Detection Own = Records.Detections.SshRejects with { Id = "Own", Title = "Own", FilterName = "own", MetricName = "Own" };

    ILogGroup? group;

    ILogGroup Group => group ??= new LogGroup(Stack, "Group");

    DetectionAlarm Watch(Detection detection, FlowLogFormat? format = null, ILogGroup? logGroup = null) => new(Stack, detection.Id, new DetectionAlarmProps
    {
        Detection = detection,
        LogGroup = logGroup ?? Group,
        Format = format ?? FlowLogFormat.V5,
        Topics = [new Topic(Stack, detection.Id + "Topic")],
        AlarmNamePrefix = "",
    });

    static MonitoredNetwork DualStack { get; } = new() { InternalRanges = ["2001:db8::/32"] };

    static Detection Catalogued(string id) => Records.Detections.All.Single(detection => detection.Id == id);

    [Fact]
    public void A_sum_takes_its_value_from_the_field()
    {
        Watch(Catalogued("InboundIcmp"));
        Stack.Template().Has("AWS::Logs::MetricFilter",
            """
                { "MetricTransformations": [{ "MetricName": "InboundIcmp", "MetricNamespace": "vpcflowlogs", "MetricValue": "$packets", "DefaultValue": 0 }] }
                """);
        Stack.Template().Has("AWS::CloudWatch::Alarm", """{ "MetricName": "InboundIcmp", "Statistic": "Sum", "Period": 60, "Threshold": 1000 }""");
    }

    [Fact]
    public void Each_alternative_is_a_filter_that_adds_to_the_same_metric()
    {
        var alarm = Watch(Own with { Alternatives = [[FlowField.FlowDirection.Is("ingress")], [FlowField.FlowDirection.Is("egress")]] });
        var filters = Stack.Template().ResourcesOf("AWS::Logs::MetricFilter");
        Assert.Equal(2, alarm.MetricFilters.Count);
        Assert.Equal(["own", "own-2"], filters.Values.Select(filter => (string)filter["Properties"]!["FilterName"]!));
        Assert.StartsWith("OwnFilter", filters.Keys.First());
        Assert.StartsWith("OwnFilter2", filters.Keys.Last());
        Assert.All(filters.Values, filter => Assert.Equal("Own", (string)filter["Properties"]!["MetricTransformations"]![0]!["MetricName"]!));
        Assert.Equal(["flow_direction=ingress", "flow_direction=egress"],
            filters.Values.Select(filter => ((string)filter["Properties"]!["FilterPattern"]!).Split(", ")
                .Single(slot => slot.StartsWith("flow_direction", StringComparison.Ordinal))));
        Stack.Template().Counts("AWS::CloudWatch::Alarm", 1);
    }

    [Fact]
    public void A_band_takes_the_thresholds_place()
    {
        Watch(Catalogued("EgressAnomaly") with { Threshold = 2.5 });
        var alarm = Stack.Template().Only("AWS::CloudWatch::Alarm");
        Assert.Equal("GreaterThanUpperThreshold", (string?)alarm["ComparisonOperator"]);
        Assert.Equal("band", (string?)alarm["ThresholdMetricId"]);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""
                    [
                      { "Id": "m1", "MetricStat": { "Metric": { "Namespace": "vpcflowlogs", "MetricName": "EgressAnomaly" }, "Stat": "Sum", "Period": 60 } },
                      { "Id": "band", "Label": "Usual range", "Expression": "ANOMALY_DETECTION_BAND(m1, 2.5)" }
                    ]
                    """),
                alarm["Metrics"]),
            alarm["Metrics"]!.ToJsonString());
        Assert.All(new[] { "Threshold", "MetricName", "Namespace", "Statistic", "Period", "Dimensions" }, key => Assert.False(alarm.ContainsKey(key), key));
    }

    [Fact]
    public void Distinct_keys_are_a_rule_and_an_alarm_on_its_contributors()
    {
        var alarm = Watch(Records.Detections.VerticalScan with { Measure = Measure.Distinct(FlowField.SrcAddr, FlowField.DstPort) });
        var (id, rule) = Assert.Single(Stack.Template().ResourcesOf("AWS::CloudWatch::InsightRule"));
        Assert.Equal("Test-VerticalScan", (string?)rule["Properties"]!["RuleName"]);
        Assert.Equal("ENABLED", (string?)rule["Properties"]!["RuleState"]);
        var body = rule["Properties"]!["RuleBody"]!["Fn::Join"]![1]!.AsArray();
        Assert.StartsWith("Group", (string)body[1]!["Ref"]!);
        var parsed = JsonNode.Parse((string)body[0]! + "group" + (string)body[2]!)!;
        Assert.Equal("""["srcaddr","dstport"]""", parsed["Contribution"]!["Keys"]!.ToJsonString());
        Stack.Template().Has("AWS::CloudWatch::Alarm", $$"""
            {
              "Metrics": [{ "Id": "expr_1", "Label": "VerticalScan", "Period": 300,
                "Expression": { "Fn::Join": ["", ["INSIGHT_RULE_METRIC('", { "Fn::GetAtt": ["{{id}}", "RuleName"] }, "', 'UniqueContributors')"]] } }],
              "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 200, "EvaluationPeriods": 4, "DatapointsToAlarm": 1
            }
            """);
        Stack.Template().Counts("AWS::Logs::MetricFilter", 0);
        Assert.Empty(alarm.MetricFilters);
        Assert.NotNull(alarm.InsightRule);
    }

    [Fact]
    public void Targets_of_one_source_are_bounded_by_its_records_and_by_the_pairs_beyond_one_for_each_source()
    {
        var alarm = Watch(Records.Detections.VerticalScan);
        var rules = Stack.Template().ResourcesOf("AWS::CloudWatch::InsightRule")
            .ToDictionary(rule => (string)rule.Value["Properties"]!["RuleName"]!, rule => rule.Key);
        Assert.Equal(["Test-VerticalScan", "Test-VerticalScan-Sources"], rules.Keys.Order(StringComparer.Ordinal));
        var (pairs, sources) = (rules["Test-VerticalScan"], rules["Test-VerticalScan-Sources"]);
        Stack.Template().Has("AWS::CloudWatch::Alarm", $$"""
            {
              "Metrics": [{ "Id": "expr_1", "Period": 300, "Expression": { "Fn::Join": ["", [
                "MIN([INSIGHT_RULE_METRIC('", { "Fn::GetAtt": ["{{sources}}", "RuleName"] }, "', 'MaxContributorValue'), INSIGHT_RULE_METRIC('",
                  { "Fn::GetAtt": ["{{pairs}}", "RuleName"] },
                "', 'UniqueContributors') - INSIGHT_RULE_METRIC('", { "Fn::GetAtt": ["{{sources}}", "RuleName"] }, "', 'UniqueContributors') + 1])"]] } }],
              "Threshold": 200
            }
            """);
        Assert.NotNull(alarm.SourceRule);
    }

    [Fact]
    public void The_largest_key_is_a_rule_and_an_alarm_on_its_largest_contributor()
    {
        Watch(Records.Detections.UnansweredOutbound, FlowLogFormat.V5);
        var id = Assert.Single(Stack.Template().ResourcesOf("AWS::CloudWatch::InsightRule")).Key;
        Stack.Template().Has("AWS::CloudWatch::Alarm", $$"""
            { "Metrics": [{ "Period": 60, "Expression": { "Fn::Join": ["",
              ["INSIGHT_RULE_METRIC('", { "Fn::GetAtt": ["{{id}}", "RuleName"] }, "', 'MaxContributorValue')"]] } }], "Threshold": 6 }
            """);
    }

    [Fact]
    public void Arrivals_are_the_log_groups_own_metric_and_their_absence_is_the_alarm()
    {
        Watch(Records.Detections.LogsSilent);
        var group = Assert.Single(Stack.Template().ResourcesOf("AWS::Logs::LogGroup")).Key;
        Stack.Template().Has("AWS::CloudWatch::Alarm", $$"""
            {
              "Namespace": "AWS/Logs", "MetricName": "IncomingLogEvents", "Dimensions": [{ "Name": "LogGroupName", "Value": { "Ref": "{{group}}" } }],
              "Statistic": "Sum", "Period": 300, "Threshold": 1, "ComparisonOperator": "LessThanThreshold", "TreatMissingData": "breaching"
            }
            """);
        Stack.Template().Counts("AWS::Logs::MetricFilter", 0);
    }

    [Fact]
    public void IPv6_that_is_not_told_apart_is_said_at_synth()
    {
        Watch(Catalogued("RemoteAccessAccepted"), FlowLogFormat.V5);
        Assert.Contains("until the VPC's IPv6 block is configured as internal", Assert.Single(Messages("info")));
    }

    [Fact]
    public void What_the_format_cannot_tell_is_said_in_the_alarm_and_at_synth()
    {
        Watch(Records.Detections.RemoteAccessAccepted(DualStack), FlowLogFormat.Default);
        Assert.Contains("Without tcp-flags", (string)Stack.Template().Only("AWS::CloudWatch::Alarm")["AlarmDescription"]!);
        Assert.StartsWith("The detection 'Remote access from outside' is less precise with this log format. Without tcp-flags",
            Assert.Single(Messages("info")));
    }

    [Fact]
    public void Says_nothing_of_a_format_that_tells_all()
    {
        Watch(Records.Detections.RemoteAccessAccepted(DualStack), FlowLogFormat.V5);
        Assert.Empty(Messages("info"));
        Assert.EndsWith("Severity: high.", (string)Stack.Template().Only("AWS::CloudWatch::Alarm")["AlarmDescription"]!);
    }

    [Fact]
    public void A_caveat_that_does_not_fit_is_said_at_synth_alone()
    {
        Watch(Records.Detections.RemoteAccessAccepted(DualStack) with { Meaning = new string('x', 800) }, FlowLogFormat.Default);
        Assert.DoesNotContain("Without tcp-flags", (string)Stack.Template().Only("AWS::CloudWatch::Alarm")["AlarmDescription"]!);
        Assert.Single(Messages("info"));
    }

    [Fact]
    public void Refuses_to_say_more_than_an_alarm_can() =>
        Assert.Contains("Shorten the detection's Meaning or Response",
            Assert.Throws<ArgumentException>(() => Watch(Own with { Meaning = new string('x', 1025) })).Message);

    [Fact]
    public void Refuses_a_sixth_filter_with_a_regular_expression_in_a_group_wherever_it_is_made()
    {
        static Detection WithExpression(int i) => Own with
        {
            Id = $"Own{i}",
            Title = $"Own {i}",
            FilterName = $"own-{i}",
            MetricName = $"Own {i}",
            Conditions = [FlowField.SrcPort.IsOneOf(1, 2), FlowField.SrcPort.IsNot(3)],
        };
        for (var i = 1; i <= 5; i++)
            Watch(WithExpression(i), logGroup: LogGroup.FromLogGroupName(Stack, $"Import{i}", "flow/logs"));
        var error = Assert.Throws<ArgumentException>(() => Watch(WithExpression(6), logGroup: LogGroup.FromLogGroupName(Stack, "Import6", "flow/logs")));
        Assert.Contains("would have 6 filters with regular expressions, and CloudWatch Logs allows 5", error.Message);
        Watch(WithExpression(7), logGroup: LogGroup.FromLogGroupName(Stack, "Import7", "other/logs"));
    }

    [Fact]
    public void Refuses_two_filters_of_one_name_in_a_group()
    {
        Watch(Own);
        Assert.Contains("are called 'own', those of the detections 'Own' and 'Other'",
            Assert.Throws<ArgumentException>(() => Watch(Own with { Id = "Other", Title = "Other", MetricName = "Other" })).Message);
    }

    [Fact]
    public void Refuses_more_filters_than_a_group_can_have()
    {
        var alternatives = Enumerable.Range(1, 101).Select(port => System.Collections.Immutable.ImmutableArray.Create(FlowField.SrcPort.Is(port)));
        Assert.Contains("would be filter 101 of the log group",
            Assert.Throws<ArgumentException>(() => Watch(Own with { Alternatives = [.. alternatives] })).Message);
    }

    [Fact]
    public void Refuses_a_band_around_measures_of_keys()
    {
        foreach (var measure in new[] { Measure.Distinct(FlowField.DstPort), Measure.LargestCount(FlowField.SrcAddr),
            Measure.LargestSum(FlowField.Bytes, FlowField.SrcAddr) })
            Assert.Contains("uses an anomaly detection band for a measure of keys",
                Assert.Throws<ArgumentException>(() => AlarmLimits.EnsureNumbers(Records.Detections.VerticalScan with { Trigger = AlarmTrigger.AboveBand,
                    Measure = measure })).Message);
    }

    [Fact]
    public void Refuses_a_band_without_width() =>
        Assert.Contains("for the width of a band one above 0",
            Assert.Throws<ArgumentException>(() => Watch(Records.Detections.RejectSurge with { Threshold = 0 })).Message);

    [Fact]
    public void Refuses_a_rule_whose_body_would_be_too_long()
    {
        var interfaces = Enumerable.Range(0, 9).Select(i => new string((char)('a' + i), 900));
        Assert.Contains("CloudWatch allows 8192", Assert.Throws<ArgumentException>(() =>
            Watch(Records.Detections.VerticalScan with { Allowed = new AllowList { Interfaces = [.. interfaces] } })).Message);
    }

    [Fact]
    public void Refuses_a_rule_that_would_need_more_filters_than_there_can_be() =>
        Assert.Contains("has at most 4 filters", Assert.Throws<FlowLogFormatException>(() =>
            Watch(Records.Detections.VerticalScan with { Allowed = new AllowList { Ports = [1, 2, 3], Interfaces = ["eni-0a1b2c3d"] } })).Message);

    [Fact]
    public void Refuses_a_name_that_a_composite_alarm_could_not_quote() =>
        Assert.Contains("Remove quotation marks", Assert.Throws<ArgumentException>(() => Watch(Own with { Title = "\"Own\"" })).Message);
}

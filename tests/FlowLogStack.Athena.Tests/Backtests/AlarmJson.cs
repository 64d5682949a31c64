using System.Text.Json;
using FlowLogStack.Simulation;

namespace FlowLogStack.Athena.Tests;

/// <summary>Templates with all kinds of metrics that alarms can read.</summary>
static class AlarmJson
{
    public static AlarmTemplate Template(FlowLogFormat format, IEnumerable<string> resources, string traffic = "ALL") => AlarmTemplate.Parse(
        $$"""
            { "Resources": { "FlowLog": { "Type": "AWS::EC2::FlowLog",
              "Properties": { "LogGroupName": "flows", "TrafficType": "{{traffic}}", "LogFormat": "{{format}}" } }, {{string.Join(", ", resources)}} } }
            """, "test.template.json");

    public static string Filter(string id, string pattern, string value = "1", string more = "") => $$"""
        "{{id}}": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "flows", "FilterPattern": {{JsonSerializer.Serialize(pattern)}},
          "MetricTransformations": [{ "MetricNamespace": "test", "MetricName": "{{id}}", "MetricValue": "{{value}}" {{more}} }] } }
        """;

    public static string Alarm(string id, string metric, string statistic = "Sum", int threshold = 2, string space = "test", string more = "") => $$"""
        "{{id}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Namespace": "{{space}}", "MetricName": "{{metric}}", "Statistic": "{{statistic}}",
          "Period": 300,
          "EvaluationPeriods": 3, "DatapointsToAlarm": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": {{threshold}},
            "TreatMissingData": "notBreaching" {{more}} } }
        """;

    public static string Rule(string id, string[] keys, string filters = "[]", string? sum = null) => $$"""
        "{{id}}": { "Type": "AWS::CloudWatch::InsightRule",
          "Properties": { "RuleName": "{{id}}", "RuleState": "ENABLED", "RuleBody": {{JsonSerializer.Serialize($$"""
            { "Schema": { "Name": "CloudWatchLogRule", "Version": 1 }, "LogGroupNames": ["flows"], "LogFormat": "CLF",
              "Fields": { "3": "interface", "4": "srcaddr", "5": "dstaddr", "7": "dstport", "8": "protocol", "10": "bytes", "13": "action", "18": "flags",
                  "99": "beyond" },
              "Contribution": { "Keys": {{JsonSerializer.Serialize(keys)}}, "Filters": {{filters}} {{(sum is null ? "" : $", \"ValueOf\": \"{sum}\"")}} },
                  "AggregateOn": "{{(sum is null ? "Count" : "Sum")}}" }
            """)}} } }
        """;

    public static string RuleAlarm(string rule, string metric, int threshold = 5, int period = 300) => $$"""
        "{{rule}}{{metric}}": { "Type": "AWS::CloudWatch::Alarm",
          "Properties": { "Metrics": [{ "Id": "e1", "Expression": "INSIGHT_RULE_METRIC('{{rule}}', '{{metric}}')", "Period": {{period}}, "ReturnData": true }],
          "EvaluationPeriods": 2, "DatapointsToAlarm": 1, "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": {{threshold}},
            "TreatMissingData": "notBreaching" } }
        """;
}

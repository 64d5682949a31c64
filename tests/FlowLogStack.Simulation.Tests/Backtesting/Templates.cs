using System.Globalization;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Templates for tests.</summary>
static class Templates
{
    internal const string DefaultPattern = "[version, account, eni, src, dst, srcport, dstport, protocol, packets, bytes, start, end, action, status]";

    internal static string Pattern(params string[] conditions) =>
        conditions.Aggregate(DefaultPattern, (pattern, condition) =>
            pattern.Replace(" " + condition.Split('=', '>', '<', '!')[0] + (condition.StartsWith("status", StringComparison.Ordinal) ? "]" : ","), " "
                + condition + (condition.StartsWith("status", StringComparison.Ordinal) ? "]" : ","), StringComparison.Ordinal));

    internal static string Filter(string id, string pattern, string group = "flows", string value = "1", string more = "") => $$"""
        "{{id}}": { "Type": "AWS::Logs::MetricFilter",
          "Properties": { "LogGroupName": "{{group}}", "FilterPattern": "{{pattern.Replace("\"", "\\\"", StringComparison.Ordinal)}}",
          "MetricTransformations": [{ "MetricNamespace": "test", "MetricName": "{{id}}", "MetricValue": "{{value}}" {{more}} }] } }
        """;

    internal static string Alarm(string id, string metric, double threshold, int periods = 1, int datapoints = 1, int seconds = 300,
        string missing = "notBreaching", string comparison = "GreaterThanOrEqualToThreshold", string more = "", string space = "test") => $$"""
        "{{id}}": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "{{id}} alarm", "Namespace": "{{space}}", "MetricName": "{{metric}}",
          "Statistic": "Sum", "Period": {{seconds}},
          "EvaluationPeriods": {{periods}}, "DatapointsToAlarm": {{datapoints}}, "ComparisonOperator": "{{comparison}}",
            "Threshold": {{threshold.ToString(CultureInfo.InvariantCulture)}}, "TreatMissingData": "{{missing}}" {{more}} } }
        """;

    const string DefaultFormat = "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} "
        + "${start} ${end} ${action} ${log-status}";

    internal static string FlowLog(string group = "flows", string format = DefaultFormat, string traffic = "ALL", string id = "FlowLog") => $$"""
        "{{id}}": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogGroupName": "{{group}}", "TrafficType": "{{traffic}}", "LogFormat": "{{format}}" } }
        """;

    internal static AlarmTemplate Of(params string[] resources) =>
        AlarmTemplate.Parse($$"""{ "Resources": { {{string.Join(", ", resources)}} } }""", "test.template.json");
}

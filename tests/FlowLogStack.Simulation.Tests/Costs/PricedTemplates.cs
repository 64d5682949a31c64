using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Parts of templates with their records, and the estimates of their costs.</summary>
static class PricedTemplates
{
    internal const decimal Gigabyte = 1L << 30;

    // 105 bytes, so a line of a file has 106 with its line feed.
    internal static string Line(int minute, string port = "443", string action = "ACCEPT") =>
        string.Create(CultureInfo.InvariantCulture, $"2 123456789010 eni-0a1b2c3d4e5f67890 10.0.0.1 10.0.0.22 49152 {port} 6 1 "
            + $"400 {1_767_571_200 + (minute * 60)} 1767571300 {action} OK");

    internal static CostEstimate Of(string resources, IEnumerable<string> lines, decimal? recordsPerMonth = null, PriceList? prices = null)
    {
        using var estimator = new CostEstimator($$"""{ "Resources": { {{resources}} } }""", "test.template.json", prices: prices,
            format: FlowLogFormat.Default);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        CostEstimator.Read(file, "test.log", [estimator]);
        return estimator.Finish(recordsPerMonth);
    }

    internal static CostItem Item(CostEstimate estimate, string kind) => Assert.Single(estimate.Items, item => item.Kind == kind);

    internal static string FlowLog(string id, string properties) =>
        $$"""
            "{{id}}": { "Type": "AWS::EC2::FlowLog", "Properties": { "ResourceId": "vpc-1", "ResourceType": "VPC", "TrafficType": "ALL", {{properties}} } }
            """;

    internal static string ToLogGroup(string id, string group) => FlowLog(id, $$""" "LogGroupName": { "Ref": "{{group}}" } """);

    internal static string ToBucket(string id, string options = "") =>
        FlowLog(id, $$""" "LogDestinationType": "s3", "LogDestination": { "Fn::GetAtt": ["Bucket", "Arn"] }{{options}} """);

    internal static string LogGroup(string id, string properties) => $$""" "{{id}}": { "Type": "AWS::Logs::LogGroup", "Properties": { {{properties}} } } """;

    internal static string Filter(string id, string pattern, string more = "") =>
        $$"""
            "{{id}}": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": { "Ref": "Group" }, "FilterPattern": "{{pattern}}",
              "MetricTransformations": [{ "MetricNamespace": "N", "MetricName": "{{id}}", "MetricValue": "1"{{more}} }] } }
            """;

    internal const string Fields =
        "version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport, protocol, packets, bytes, start, end, action, log_status";

    internal static IEnumerable<string> AnHour() => Enumerable.Range(0, 60).Select(minute => Line(minute));
}

using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Dashboards and templates with random nodes replaced by random values.</summary>
public sealed class BodyFuzzTests
{
    static readonly string[] Odd =
    [
        "null", "5", "-1", "1e400", "0.5", "\"\"", "\"x\"", "[]", "{}", "true", "[1]", "[[]]", "\"arn:aws:cloudwatch:us-east-1:123456789012:alarm:a\"",
            "\"#zzzzzz\"", "\"...\"", "\".\"", "\"SUM(SEARCH('{test}', 'Sum'))\"", "\"m1 + e1\"",
        "{\"Ref\":5}", "{\"Ref\":\"A\"}", "{\"Fn::Sub\":[]}", "{\"Fn::Sub\":\"${A.B}${x\"}", "{\"Fn::Sub\":[\"${a}${a}\",{\"a\":{\"Ref\":\"Group\"}}]}",
            "{\"Fn::Select\":[9,[1]]}", "{\"Fn::Join\":[\",\"]}", "{\"Fn::Split\":[\"\",\"a\"]}", "{\"Fn::GetAtt\":\"x\"}",
        "{\"Fn::GetAtt\":[\"Ssh\",\"Arn\"]}", "{\"Fn::FindInMap\":{}}", "{\"Fn::If\":[\"C\"]}", "{\"Fn::If\":[\"D\",1,2]}", "{\"Condition\":\"D\"}",
            "{\"Fn::Not\":[{\"Condition\":\"C\"}]}", "{\"Fn::Equals\":[1]}", "{\"Fn::ToJsonString\":{\"Ref\":\"Stage\"}}", "{\"Fn::Nothing\":1}",
                "{\"Fn::Transform\":{}}",
    ];

    const string Body = """
        { "start": "-PT6H", "periodOverride": "inherit",
          "variables": [{ "type": "property", "property": "Port", "inputType": "select", "id": "p", "values": [{ "value": "22" }] }], "widgets": [
          { "type": "metric", "x": 0, "y": 0, "width": 12, "height": 6, "properties": { "region": "us-east-1", "view": "timeSeries", "period": 60,
            "stat": "Sum", "yAxis": { "left": { "min": 0 } },
            "metrics": [["test", "Ssh", { "id": "m1" }], ["...", { "stat": "Average", "label": "${LABEL} ${MAX}" }], [{ "expression": "m1 * 2", "id": "e1" }],
              [{ "expression": "SEARCH('{test}', 'Sum')", "id": "e2", "label": "${PROP('Dim.x')}" }], [{ "expression": "SUM(e2)", "id": "e3" }]],
            "annotations": { "horizontal": [{ "value": 5, "fill": "above" }, [{ "value": 1 }, { "value": 2 }]],
              "vertical": [{ "value": "2026-01-01T00:00:00Z" }] } } },
          { "type": "metric", "properties": { "region": "us-east-1",
            "annotations": { "alarms": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:A alarm"] } } },
          { "type": "metric", "properties": { "region": "us-east-1", "insightRule": { "ruleName": "sources", "maxContributorCount": 5 }, "view": "pie" } },
          { "type": "log", "properties": { "region": "us-east-1", "query": "SOURCE 'flows' | stats count(*) by action", "view": "bar" } },
            { "type": "text", "properties": { "markdown": "# [a](https://example.com)" } },
          { "type": "alarm", "properties": { "alarms": ["arn:aws:cloudwatch:us-east-1:123456789012:alarm:A alarm"], "states": ["OK"] } },
            { "type": "chart", "properties": { "data": { "queries": [] }, "title": "x", "view": "line" } } ] }
        """;

    static string Template => $$"""
        { "Parameters": { "Stage": { "Type": "String", "Default": "prod" } }, "Mappings": { "M": { "a": { "b": 1 } } },
          "Conditions": { "C": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] },
            "D": { "Fn::Or": [{ "Condition": "C" }, { "Fn::Not": [{ "Condition": "C" }] }] } }, "Resources": {
          "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "flows" } }, {{Templates.FlowLog()}},
            {{Templates.Filter("Ssh", Templates.Pattern("dstport=22"), more: ", \"DefaultValue\": 0")}},
          {{Templates.Alarm("A", "Ssh", 1)}}, "All": { "Type": "AWS::CloudWatch::CompositeAlarm", "Condition": "D",
            "Properties": { "AlarmRule": { "Fn::Sub": ["ALARM(\"${A}\") OR AT_LEAST(1, OK, (\"${x}\"))", { "x": { "Ref": "A" } }] } } },
          "Bucket": { "Type": "AWS::S3::Bucket", "Properties": { "LifecycleConfiguration": { "Rules": [{ "Status": "Enabled", "ExpirationInDays": 5 }] } } },
          "Board": { "Type": "AWS::CloudWatch::Dashboard", "Properties": { "DashboardBody": {{Body}} } } } }
        """;

    static readonly string[] Lines = [Flows.Header, Flows.Line(0, port: 22, action: "REJECT"), Flows.Line(7), "no record"];

    [Fact]
    public void Bodies_of_dashboards() => Fuzz.Run(random => Changed(random, Body), text =>
    {
        DashboardBody.Check(text);
        DashboardBody.Warnings(text);
    });

    [Fact]
    public void Dashboards_that_are_drawn() => Fuzz.Run(random => Changed(random, Body), text =>
    {
        var preview = new Preview(Boards.OfBody(text));
        using var file = Flows.Text(Lines);
        preview.Read(file, "a.log");
        using var page = new StringWriter();
        PreviewPage.Render(preview.Finish(), page);
    });

    [Fact]
    public void Templates_that_are_tested_and_priced() => Fuzz.Run(random => Changed(random, Template), text =>
    {
        var template = AlarmTemplate.Parse(text, "fuzzed.json");
        var test = new Backtest(template);
        using var file = Flows.Text(Lines);
        test.Read(file, "a.log");
        test.Finish();
        using var estimator = new CostEstimator(text, "fuzzed.json");
        file.Position = 0;
        CostEstimator.Read(file, "a.log", [estimator]);
        estimator.Finish();
    });

    [Fact]
    public void Templates_in_YAML() => Fuzz.Run(
        random => Fuzz.Text(random,
            ["Resources:\n  G: { Type: AWS::Logs::LogGroup }\n", "Conditions:\n  C: !Equals [!Ref A, b]\nResources:\n  G:\n    Type: AWS::Logs::LogGroup\n    "
                + "Properties:\n      LogGroupName: !Sub\n        - '${a}'\n        - a: !GetAtt G.Arn\n"],
                ["!Ref ", "!Sub ", "!GetAtt ", "!If [", "&a ", "*a", "<<: ", "- ", ": ", "\n", "  ", "{", "}", "[", "]", ",", "'", "\"", "|", ">", "#", "---",
                    "...", "%TAG ! tag:x", "? ", "~", "0x1", "\t", "!<tag:x>"]),
        text => AlarmTemplate.Parse(text, "fuzzed.yaml"));

    static string Changed(Random random, string original)
    {
        var body = JsonNode.Parse(original)!;
        for (var changes = random.Next(0, 5); changes > 0; changes--)
            Fuzz.Change(body, random, Odd);
        var text = body.ToJsonString();
        if (random.Next(20) > 0)
            return text;
        // An unpaired surrogate, which no node can contain.
        var quote = text.IndexOf('"', random.Next(text.Length));
        return quote < 0 ? text : text.Insert(quote + 1, Fuzz.Pick(random, ["\\ud800", "\\uDFFF", "\\ud83d\\ude00", "\ud800"]));
    }
}

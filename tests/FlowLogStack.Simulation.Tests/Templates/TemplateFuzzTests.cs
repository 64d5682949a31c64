using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation.Tests;

public sealed class TemplateFuzzTests
{
    const int Seed = 20261121;
    const int Rounds = 3000;

    static readonly string[] Odd =
    [
        "null", "5", "-1", "1e400", "\"\"", "\"x\"", "[]", "{}", "true", "[1]", "{\"Ref\":5}", "{\"Ref\":\"A\"}", "{\"Fn::Sub\":[]}", "{\"Fn::Sub\":\"${\"}",
            "{\"Fn::Sub\":\"${A.B}${x\"}",
        "{\"Fn::Select\":\"x\"}", "{\"Fn::Select\":[\"x\",[]]}", "{\"Fn::Select\":[9,[1]]}", "{\"Fn::Join\":[\",\"]}", "{\"Fn::Split\":[\"\",\"a\"]}",
            "{\"Fn::GetAtt\":\"x\"}", "{\"Fn::GetAtt\":[]}",
        "{\"Fn::FindInMap\":{}}", "{\"Fn::If\":[\"C\"]}", "{\"Fn::If\":[\"C\",1,2]}", "{\"Fn::Equals\":[1]}", "{\"Fn::Base64\":{}}", "{\"Fn::Length\":\"x\"}",
            "{\"Fn::Nothing\":1}",
    ];

    [Fact]
    public void Reads_or_refuses_whatever_a_template_has_become()
    {
        var random = new Random(Seed);
        var original = Whole();
        for (var round = 0; round < Rounds; round++)
        {
            var template = JsonNode.Parse(original)!;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Fuzz.Change(template, random, Odd);
            var text = template.ToJsonString();
            try
            {
                var backtest = new Backtest(AlarmTemplate.Parse(text, "fuzzed.json"));
                using var file = Flows.Text([Flows.Header, Flows.Line(0, port: 22, action: "REJECT"), Flows.Line(7)]);
                backtest.Read(file, "a.log");
                backtest.Finish();
            }
            catch (TemplateException)
            {
                // A broken template must cause an error message.
            }
            catch (Exception e)
            {
                Assert.Fail($"Round {round}: {e}\n{text}");
            }
        }
    }

    static string Whole()
    {
        const string body = """{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupARNs":["arn:aws:logs:eu-west-1:123456789012:log-group:flows"]"""
            + ""","LogFormat":"CLF","Fields":{"4":"srcaddr"},"Contribution":{"Keys":["srcaddr"],"Filters":[{"Match":"13","In":["REJECT"]}]}"""
            + ""","AggregateOn":"Count"}""";
        return $$"""
            { "Parameters": { "P": { "Type": "String", "Default": "5" } }, "Conditions": { "C": { "Fn::Equals": [{ "Ref": "P" }, "5"] } },
              "Mappings": { "M": { "a": { "b": 1 } } }, "Resources": {
              {{Templates.FlowLog()}}, {{Templates.Filter("Ssh", Templates.Pattern("dstport=22"), more: ", \"DefaultValue\": 0")}},
              {{Templates.Alarm("A", "Ssh", 1)}},
              "Rule": { "Type": "AWS::CloudWatch::InsightRule", "Condition": "C",
                "Properties": { "RuleName": "r", "RuleState": "ENABLED", "RuleBody": {{body}} } },
              "B": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "EvaluationPeriods": 1,
                "Threshold": { "Fn::If": ["C", { "Ref": "P" }, { "Fn::FindInMap": ["M", "a", "b"] }] }, "ComparisonOperator": "GreaterThanThreshold",
                  "Metrics": [
                { "Id": "e1", "Expression": "m1+INSIGHT_RULE_METRIC('r','Sum')" },
                  { "Id": "m1", "ReturnData": false, "MetricStat": { "Stat": "Sum", "Period": 300,
                    "Metric": { "Namespace": "test", "MetricName": "Ssh", "Dimensions": [] } } } ] } },
              "D": { "Type": "AWS::CloudWatch::CompositeAlarm",
                "Properties": { "AlarmRule": { "Fn::Join": ["", ["ALARM(", { "Fn::GetAtt": ["A", "Arn"] }, ") OR ALARM(", { "Ref": "B" }, ")"]] } } } } }
            """;
    }
}

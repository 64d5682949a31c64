using System.Text.Json;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Templates in all supported forms of text.</summary>
public sealed class TemplateTextTests
{
    const string Yaml = """
        AWSTemplateFormatVersion: 2010-09-09
        Parameters:
          Stage: { Type: String, Default: prod }
          Threshold: { Type: Number, Default: 5 }
        Mappings:
          Names: { prod: { group: flows } }
        Conditions:
          IsProd: !Equals [!Ref Stage, prod]
          IsAny: !Or [!Condition IsProd, !Not [!Condition IsProd]]
        Resources:
          Group: # a comment
            Type: AWS::Logs::LogGroup
            Properties:
              LogGroupName: !FindInMap [Names, !Ref Stage, group]
          FlowLog:
            Type: AWS::EC2::FlowLog
            Properties:
              TrafficType: ALL
              LogGroupName: !Ref Group
          Filter:
            Type: AWS::Logs::MetricFilter
            Condition: IsAny
            Properties:
              LogGroupName: !Ref Group
              FilterPattern: '[version, account, eni, src, dst, srcport, dstport=22, protocol, packets, bytes, start, end, action=REJECT, status]'
              MetricTransformations:
                - MetricNamespace: !Sub '${AWS::StackName}/${Stage}'
                  MetricName: !Join ['-', [ssh, rejects]]
                  MetricValue: 1
                  DefaultValue: 0
          Alarm:
            Type: AWS::CloudWatch::Alarm
            Properties:
              AlarmName: !If [IsProd, ssh, !Ref AWS::NoValue]
              AlarmDescription: !Sub
                - Rejects of ${Who}
                - Who: !Select [1, !Split [',', 'a,b']]
              Namespace: t/prod
              MetricName: ssh-rejects
              Statistic: Sum
              Period: 300
              EvaluationPeriods: 1
              ComparisonOperator: GreaterThanOrEqualToThreshold
              Threshold: !Ref Threshold
              ActionsEnabled: no
          All:
            Type: AWS::CloudWatch::CompositeAlarm
            Properties:
              AlarmName: all
              AlarmRule: !Sub
                - ALARM("${Arn}")
                - { Arn: !GetAtt Alarm.Arn }
        """;

    static AlarmTemplate Read(string text) => AlarmTemplate.Parse(text, "t.yaml");

    static string Message(string text) => Assert.Throws<TemplateException>(() => Read(text)).Message;

    static void IsWhole(AlarmTemplate template)
    {
        var filter = Assert.Single(template.MetricFilters);
        var alarm = Assert.Single(template.Alarms);
        Assert.Equal(("flows", "t/prod", "ssh-rejects", 1.0, 0.0), (filter.LogGroup, filter.Namespace, filter.MetricName, filter.Value, filter.DefaultValue));
        Assert.Equal(("ssh", "Rejects of b", 5.0, TimeSpan.FromMinutes(5)), (alarm.Name, alarm.Description, alarm.Threshold, alarm.Period));
        Assert.Equal("flows", Assert.Single(template.FlowLogs).LogGroup);
        Assert.Equal(["ssh"], Assert.Single(template.CompositeAlarms).Rule.Alarms);
        Assert.Equal([], template.Notes);
        Assert.Equal([], template.Unusable);
    }

    [Fact]
    public void Are_read_from_YAML_with_every_short_form() => IsWhole(Read(Yaml));

    [Fact]
    public void Are_read_from_YAML_with_Windows_line_ends_and_a_byte_order_mark() => IsWhole(Read('\uFEFF' + Yaml.ReplaceLineEndings("\r\n")));

    [Fact]
    public void Are_read_from_what_get_template_prints()
    {
        IsWhole(Read(JsonSerializer.Serialize(new Dictionary<string,
            object> { ["TemplateBody"] = Yaml, ["StagesAvailable"] = new[] { "Original", "Processed" } })));
        var body = new Dictionary<string, object> { ["Resources"] = new Dictionary<string,
            object> { ["G"] = new Dictionary<string, object> { ["Type"] = "AWS::Logs::LogGroup" } } };
        Assert.Equal("G", Assert.Single(Read(JsonSerializer.Serialize(new Dictionary<string, object> { ["TemplateBody"] = body })).LogGroups).Name);
        Assert.Equal("G", Assert.Single(Read(JsonSerializer.Serialize(new Dictionary<string,
            object> { ["TemplateBody"] = JsonSerializer.Serialize(body) })).LogGroups).Name);
        Assert.Equal("G", Assert.Single(Read("StagesAvailable: [Original]\nTemplateBody:\n  Resources:\n    G: { Type: "
            + "AWS::Logs::LogGroup }\n").LogGroups).Name);
    }

    [Fact]
    public void Names_like_booleans_are_names()
    {
        var template = Read("""
            Parameters: { No: { Type: String, Default: flows } }
            Conditions:
              On: !Equals [a, a]
              Off: !Not [Condition: On]
            Resources:
              Y: { Type: AWS::Logs::LogGroup, Condition: On, Properties: { LogGroupName: { Fn::If: [On, Ref: No, x] } } }
              N: { Type: AWS::Logs::LogGroup, Condition: Off }
            """);
        Assert.Equal("flows", Assert.Single(template.LogGroups).Name);
        Assert.Empty(template.Notes);
    }

    [Theory]
    [InlineData("GetAtt A.B.C", """{ "Fn::GetAtt": ["A", "B.C"] }""")]
    [InlineData("GetAtt [A, B]", """{ "Fn::GetAtt": ["A", "B"] }""")]
    [InlineData("Ref 5", """{ "Ref": "5" }""")]
    [InlineData("If [On, yes, b]", """{ "Fn::If": ["On", true, "b"] }""")]
    [InlineData("Condition C", """{ "Condition": "C" }""")]
    [InlineData("Base64 yes", """{ "Fn::Base64": "yes" }""")]
    [InlineData("Cidr [a, 6, 8]", """{ "Fn::Cidr": ["a", 6, 8] }""")]
    [InlineData("GetAZs ''", """{ "Fn::GetAZs": "" }""")]
    [InlineData("ImportValue x", """{ "Fn::ImportValue": "x" }""")]
    [InlineData("Length [a]", """{ "Fn::Length": ["a"] }""")]
    [InlineData("ToJsonString { a: 1 }", """{ "Fn::ToJsonString": { "a": 1 } }""")]
    [InlineData("Transform { Name: x }", """{ "Fn::Transform": { "Name": "x" } }""")]
    [InlineData("And [!Condition A, !Not [!Condition B]]", """{ "Fn::And": [{ "Condition": "A" }, { "Fn::Not": [{ "Condition": "B" }] }] }""")]
    [InlineData("Join ['', [!Ref A, !Sub '${B}']]", """{ "Fn::Join": ["", [{ "Ref": "A" }, { "Fn::Sub": "${B}" }]] }""")]
    public void Short_forms_are_the_long_ones(string form, string expected)
    {
        using var read = YamlTemplate.Read($"V: !{form}", "t.yaml");
        using var wanted = JsonDocument.Parse($$"""{ "V": {{expected}} }""");
        Assert.True(JsonElement.DeepEquals(wanted.RootElement, read.RootElement), read.RootElement.GetRawText());
    }

    [Theory]
    [InlineData("012", "\"012\"")]
    [InlineData("2010-09-09", "\"2010-09-09\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("-5", "-5")]
    [InlineData("1.50", "1.50")]
    [InlineData("1e400", "1e400")]
    [InlineData("'5'", "\"5\"")]
    [InlineData("\"a\\tb\"", "\"a\\tb\"")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("|\n  a\n  b", "\"a\\nb\"")]
    [InlineData(">-\n  a\n  b", "\"a b\"")]
    [InlineData("${a}", "\"${a}\"")]
    [InlineData("80:443", "\"80:443\"")]
    public void Values_are_what_CloudFormation_makes_of_them(string yaml, string expected)
    {
        using var read = YamlTemplate.Read($"V: {yaml}", "t.yaml");
        Assert.Equal(expected, read.RootElement.GetProperty("V").GetRawText());
    }

    [Theory]
    [InlineData("a: [1", "t.yaml: line 2, column 1: the template is neither JSON nor well-formed YAML: ")]
    [InlineData("Resources:\n  a: 1\n\tb: 2", "t.yaml: line 2, column 6: the template is neither JSON nor well-formed YAML: ")]
    [InlineData("a: &x 1\nb: *x", "t.yaml: line 2, column 4: the alias *x is not supported by CloudFormation; use the value instead.")]
    [InlineData("a: { <<: { b: 1 } }", "t.yaml: line 1, column 6: the merge << is not supported by CloudFormation; use the values instead.")]
    [InlineData("a: 1\nb: 2\na: 3", "t.yaml: line 3, column 1: the key 'a' occurs twice in one object; remove one of them.")]
    [InlineData("? [a]\n: 1", "t.yaml: line 1")]
    [InlineData("a: 1\n---\nb: 2", "t.yaml: line 2, column 1: a second document begins: a template is one document.")]
    [InlineData("", "t.yaml is empty. Use a CloudFormation template in JSON or YAML.")]
    [InlineData("# nothing", "t.yaml is empty. Use a CloudFormation template in JSON or YAML.")]
    [InlineData("hello", "t.yaml is not a CloudFormation template, because it has no \"Resources\".")]
    [InlineData("- a", "t.yaml is not a CloudFormation template, because it has no \"Resources\".")]
    [InlineData("{ \"Resources\": {", "t.yaml: line 1: the template is not well-formed JSON: an object or a list is not closed.")]
    [InlineData("{ \"Resources\": { \"a\\ud800\": 1 } }", "t.yaml: the template has half of a surrogate pair, which is not a character: ")]
    [InlineData("{ \"TemplateBody\": \"\\udfff\" }", "t.yaml: the template has half of a surrogate pair, which is not a character: ")]
    [InlineData("Resources: \"\\ud800\"", "t.yaml: ")]
    [InlineData("{ \"TemplateBody\": \"a: [1\" }", "t.yaml: line 2, column 1: the template is neither JSON nor well-formed YAML: ")]
    public void Say_where_they_are_wrong(string text, string message) => Assert.StartsWith(message, Message(text), StringComparison.Ordinal);
}

namespace FlowLogStack.Simulation.Tests;

public sealed class AlarmTemplateTests
{
    const string Base = """
        {
          "Parameters": {
            "Limit": { "Type": "Number", "Default": 7 },
            "Open": { "Type": "String" },
            "Stage": { "Type": "String", "Default": "prod" },
            "Path": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a/b" },
            "Words": { "Type": "CommaDelimitedList", "Default": "one, two" }
          },
          "Mappings": { "Limits": { "prod": { "Count": 9 }, "us-east-1": { "Count": 3 } } },
          "Conditions": {
            "IsProd": { "Fn::Equals": [{ "Ref": "Stage" }, "prod"] },
            "IsTest": { "Fn::Not": [{ "Condition": "IsProd" }] },
            "Both": { "Fn::And": [{ "Condition": "IsProd" }, { "Fn::Or": [{ "Condition": "IsTest" }, { "Fn::Equals": ["a", "a"] }] }] }
          },
          "Resources": { "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": { "Fn::Sub": "flows-${Stage}" } } },
            "Nameless": { "Type": "AWS::Logs::LogGroup" }, RESOURCES }
        }
        """;

    static AlarmTemplate Parse(string resources, params (string Name, string Value)[] parameters) =>
        AlarmTemplate.Parse(Base.Replace("RESOURCES", resources, StringComparison.Ordinal), "stack.template.json",
            parameters.ToDictionary(pair => pair.Name, pair => pair.Value));

    static string Alarm(string threshold, string more = "") =>
        $$"""
        "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "Namespace": "n", "MetricName": "m", "Statistic": "Sum", "Period": 60, "EvaluationPeriods": 2,
          "ComparisonOperator": "GreaterThanThreshold", "Threshold": {{threshold}} {{more}} } }
        """;

    [Theory]
    [InlineData("5", 5)]
    [InlineData("\"5\"", 5)]
    [InlineData("0.5", 0.5)]
    [InlineData("""{ "Ref": "Limit" }""", 7)]
    [InlineData("""{ "Fn::FindInMap": ["Limits", { "Ref": "Stage" }, "Count"] }""", 9)]
    [InlineData("""{ "Fn::FindInMap": ["Limits", { "Ref": "AWS::Region" }, "Count"] }""", 3)]
    [InlineData("""{ "Fn::FindInMap": ["Limits", "none", "Count", { "DefaultValue": 4 }] }""", 4)]
    [InlineData("""{ "Fn::If": ["IsProd", 1, 2] }""", 1)]
    [InlineData("""{ "Fn::If": ["IsTest", 1, 2] }""", 2)]
    [InlineData("""{ "Fn::If": ["Both", 1, 2] }""", 1)]
    [InlineData("""{ "Fn::Select": [1, ["10", "20"]] }""", 20)]
    [InlineData("""{ "Fn::Select": ["1", { "Fn::Split": ["-", "10-20-30"] }] }""", 20)]
    [InlineData("""{ "Fn::Length": { "Ref": "Words" } }""", 2)]
    [InlineData("""{ "Fn::Join": ["", ["1", { "Ref": "Limit" }]] }""", 17)]
    [InlineData("""{ "Fn::Sub": "${Limit}0" }""", 70)]
    [InlineData("""{ "Fn::Sub": ["${x}1", { "x": { "Ref": "Limit" } }] }""", 71)]
    public void Works_out_intrinsic_functions(string threshold, double expected) =>
        Assert.Equal(expected, Assert.Single(Parse(Alarm(threshold)).Alarms).Threshold);

    [Theory]
    [InlineData("""{ "Ref": "Open" }""", "the parameter 'Open' has no default; set it with --parameter Open=VALUE")]
    [InlineData("""{ "Ref": "Path" }""", "Parameter Store")]
    [InlineData("""{ "Ref": "Nobody" }""", "neither a parameter nor a resource 'Nobody'")]
    [InlineData("""{ "Fn::ImportValue": "x" }""", "another stack exports the value")]
    [InlineData("""{ "Fn::FindInMap": ["Limits", "none", "Count"] }""", "the mappings have no Limits / none / Count")]
    [InlineData("\"{{resolve:ssm:/limit}}\"", "when the template is deployed")]
    [InlineData("""{ "Fn::Cidr": ["10.0.0.0/8", 1, 2] }""", "not known here")]
    public void Names_what_it_cannot_work_out_and_does_not_guess(string threshold, string words)
    {
        var template = Parse(Alarm(threshold));
        Assert.Empty(template.Alarms);
        var unusable = Assert.Single(template.Unusable);
        Assert.Equal(("A", "A"), (unusable.LogicalId, unusable.Name));
        Assert.Contains("Threshold", unusable.Reason);
        Assert.Contains(words, unusable.Reason);
        Assert.Contains(template.Notes, note => note.StartsWith("A: Threshold: ", StringComparison.Ordinal) && note.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_parameters_in_place_of_their_defaults()
    {
        Assert.Equal(12, Parse(Alarm("""{ "Ref": "Open" }"""), ("Open", "12")).Alarms[0].Threshold);
        Assert.Equal(2, Parse(Alarm("""{ "Fn::If": ["IsProd", 1, 2] }"""), ("Stage", "test")).Alarms[0].Threshold);
        var refused = Assert.Throws<TemplateException>(() => Parse(Alarm("1"), ("Limmit", "1")));
        Assert.Contains("Did you mean 'Limit'?", refused.Message);
    }

    [Fact]
    public void Leaves_out_what_a_condition_leaves_out()
    {
        Assert.Empty(Parse(Alarm("1").Replace("\"Properties\"", "\"Condition\": \"IsTest\", \"Properties\"", StringComparison.Ordinal)).Alarms);
        Assert.Single(Parse(Alarm("1").Replace("\"Properties\"", "\"Condition\": \"IsProd\", \"Properties\"", StringComparison.Ordinal)).Alarms);
    }

    [Fact]
    public void Leaves_out_a_property_that_is_no_value() =>
        Assert.Equal(2, Parse(Alarm("1", """, "DatapointsToAlarm": { "Ref": "AWS::NoValue" }""")).Alarms[0].DatapointsToAlarm);

    [Fact]
    public void Refuses_filters_rules_and_subscriptions_of_a_log_group_of_another_class()
    {
        const string OfGroup = """
            "F": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": { "Ref": "Own" }, "FilterPattern": "",
              "MetricTransformations": [{ "MetricNamespace": "n", "MetricName": "m", "MetricValue": "1" }] } },
            "S": { "Type": "AWS::Logs::SubscriptionFilter", "Properties": { "LogGroupName": "own", "FilterPattern": "", "DestinationArn": "x" } },
            "R": { "Type": "AWS::CloudWatch::InsightRule", "Properties": { "RuleName": "r", "RuleState": "ENABLED", "RuleBody": {
              "Schema": { "Name": "CloudWatchLogRule", "Version": 1 }, "LogGroupNames": ["own"], "LogFormat": "CLF", "Fields": { "4": "src" },
              "Contribution": { "Keys": ["src"], "Filters": [] }, "AggregateOn": "Count" } } }
            """;

        Assert.Equal("The log group 'own' is of class INFREQUENT_ACCESS, which has no metric filters, Contributor Insights rules and subscriptions. Remove its "
            + "LogGroupClass, or F, R, S.", Assert.Single(Parse($"{Own("INFREQUENT_ACCESS")}, {OfGroup}").Refusals));
        Assert.Empty(Parse($"{Own("STANDARD")}, {OfGroup}").Refusals);
        Assert.Empty(Parse(Own("INFREQUENT_ACCESS")).Refusals);

        static string Own(string groupClass) =>
            $$"""  "Own": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "own", "LogGroupClass": "{{groupClass}}" } } """;
    }

    [Fact]
    public void Reads_a_metric_filter_with_dimensions_and_a_value()
    {
        var filter = Assert.Single(Parse("""
            "F": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": { "Ref": "Group" }, "FilterPattern": "[eni, bytes>5]",
              "MetricTransformations": [{ "MetricNamespace": "n", "MetricName": "m", "MetricValue": "$bytes",
                "Dimensions": [{ "Key": "Eni", "Value": "$eni" }] }] } }
            """).MetricFilters);
        Assert.Equal(("F", "flows-prod", "[eni, bytes>5]", "n", "m"),
            (filter.LogicalId, filter.LogGroup, filter.Pattern.Text, filter.Namespace, filter.MetricName));
        Assert.Equal(("$bytes", "Eni", "$eni"), (filter.ValueOf!.Name, filter.Dimensions[0].Key, filter.Dimensions[0].Value.Name));
        Assert.Null(filter.DefaultValue);
    }

    [Theory]
    [InlineData("\"LogGroupName\": { \"Ref\": \"Group\" }", "flows-prod")]
    [InlineData("\"LogGroupName\": { \"Ref\": \"Nameless\" }", "Nameless")]
    [InlineData("\"LogDestination\": { \"Fn::GetAtt\": [\"Group\", \"Arn\"] }", "flows-prod")]
    [InlineData("\"LogDestinationType\": \"cloud-watch-logs\", \"LogDestination\": { \"Fn::Sub\": "
        + "\"arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:mine\" }", "mine")]
    public void Knows_where_a_flow_log_delivers(string destination, string expected)
    {
        var flowLog = Assert.Single(Parse($$"""
            "L": { "Type": "AWS::EC2::FlowLog", "Properties": { "LogFormat": "${srcaddr} ${new-field} ${action}", "TrafficType": "REJECT", {{destination}} } }
            """).FlowLogs);
        Assert.Equal((expected, "srcaddr new-field action", "REJECT"), (flowLog.LogGroup, flowLog.Format.ToHeaderLine(), flowLog.Traffic));
    }

    [Fact]
    public void Passes_over_flow_logs_that_deliver_elsewhere() =>
        Assert.Empty(Parse("\"L\": { \"Type\": \"AWS::EC2::FlowLog\", \"Properties\": { \"LogDestinationType\": \"s3\", \"LogDestination\": "
            + "\"arn:aws:s3:::b\" } }").FlowLogs);

    [Fact]
    public void Reads_alarms_on_expressions_and_bands()
    {
        var alarm = Assert.Single(Parse("""
            "A": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "band", "EvaluationPeriods": 3, "DatapointsToAlarm": 2,
              "TreatMissingData": "ignore",
              "ComparisonOperator": "GreaterThanUpperThreshold", "ThresholdMetricId": "ad1", "Metrics": [
                { "Id": "m1", "ReturnData": true, "MetricStat": { "Stat": "Sum", "Period": 300,
                  "Metric": { "Namespace": "n", "MetricName": "m", "Dimensions": [{ "Name": "d", "Value": { "Ref": "Stage" } }] } } },
                { "Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(m1, 3)", "ReturnData": true } ] } }
            """).Alarms);
        Assert.Equal(("band", "ad1", "m1", TimeSpan.FromMinutes(5), 3, 2, MissingDataTreatment.Ignore),
            (alarm.Name, alarm.BandId, alarm.Watched.Id, alarm.Period, alarm.EvaluationPeriods, alarm.DatapointsToAlarm, alarm.MissingData));
        Assert.Equal(new MetricIdentity("n", "m", KeyValuePair.Create("d", "prod")), alarm.Watched.Metric);
        Assert.Equal(3, AlarmPlan.Of(alarm).Band);
    }

    [Theory]
    [InlineData("\"Statistic\": \"Sum\"", "\"ExtendedStatistic\": \"p101\"", "ExtendedStatistic is 'p101'")]
    [InlineData("\"Period\": 60", "\"Period\": 45", "Period is 45, but must be 10, 20, 30 or a multiple of 60")]
    [InlineData("\"EvaluationPeriods\": 2", "\"EvaluationPeriods\": 2, \"DatapointsToAlarm\": 3", "which is above EvaluationPeriods, 2")]
    [InlineData("\"GreaterThanThreshold\"", "\"Bigger\"", "ComparisonOperator is 'Bigger', which is not one of")]
    [InlineData("\"EvaluationPeriods\": 2", "\"EvaluationPeriods\": 1441", "exceed 1 day in total")]
    [InlineData("\"GreaterThanThreshold\"", "\"GreaterThanUpperThreshold\"", "requires an anomaly detection band")]
    [InlineData("\"EvaluationPeriods\": 2", "\"EvaluationPeriods\": 2, \"TreatMissingData\": \"bad\"", "TreatMissingData is 'bad', which is not one of")]
    public void Says_why_an_alarm_cannot_be_simulated(string original, string instead, string words) =>
        Assert.Contains(words, Assert.Single(Parse(Alarm("1").Replace(original, instead, StringComparison.Ordinal)).Unusable).Reason);

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    public void Reads_high_resolution_alarms(int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(Parse(Alarm("1")
            .Replace("\"Period\": 60", $"\"Period\": {seconds}", StringComparison.Ordinal)).Alarms).Period);

    [Fact]
    public void Reads_percentiles_and_what_is_made_of_too_few_samples()
    {
        var alarm = Assert.Single(Parse(Alarm("1")
            .Replace("\"Statistic\": \"Sum\"", "\"ExtendedStatistic\": \"p90\", \"EvaluateLowSampleCountPercentile\": \"ignore\"",
            StringComparison.Ordinal)).Alarms);
        Assert.Equal(("p90", true), (alarm.Watched.Extended!.Text, alarm.IgnoresFewSamples));
    }

    [Fact]
    public void Resolves_the_names_in_a_composite_alarms_rule()
    {
        var composite = Assert.Single(Parse(Alarm("1", """, "AlarmName": { "Fn::Sub": "${Stage} ssh" }""") + """
            , "B": { "Type": "AWS::CloudWatch::Alarm", "Properties": { "AlarmName": "b" } },
            "C": { "Type": "AWS::CloudWatch::CompositeAlarm", "Properties": { "AlarmName": "all", "ActionsSuppressor": { "Ref": "B" },
              "AlarmRule": { "Fn::Join": ["", ["ALARM(\"", { "Ref": "A" }, "\") OR ALARM(\"", { "Fn::GetAtt": ["B", "Arn"] }, "\")"]] } } }
            """).CompositeAlarms);
        Assert.Equal(["prod ssh", "b"], composite.Rule.Alarms);
        Assert.Equal("b", composite.Suppressor);
    }

    [Fact]
    public void Notes_a_filter_whose_pattern_is_none()
    {
        var template = Parse("""
            "F": { "Type": "AWS::Logs::MetricFilter", "Properties": { "LogGroupName": "g", "FilterPattern": "[a, b=",
              "MetricTransformations": [{ "MetricNamespace": "n", "MetricName": "m", "MetricValue": "1" }] } }
            """);
        Assert.Empty(template.MetricFilters);
        Assert.Contains(template.Notes, note => note.StartsWith("F is left out: it isn't valid, and PutMetricFilter returns an error: FilterPattern: Column 7",
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{ \"Resources\": ", "line 1: the template is not well-formed JSON")]
    [InlineData("{}", "it has no \"Resources\"")]
    [InlineData("[]", "it has no \"Resources\"")]
    public void Refuses_what_is_no_template(string text, string words) =>
        Assert.Contains(words, Assert.Throws<TemplateException>(() => AlarmTemplate.Parse(text, "t.json")).Message);

    [Fact]
    public void Does_not_follow_references_in_circles()
    {
        var template = Parse("""
            "G2": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": { "Ref": "G3" } } },
            "G3": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": { "Ref": "G2" } } }
            """);
        Assert.Equal(4, template.LogGroups.Count);
    }

    [Fact]
    public void Reads_every_template_of_the_app()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Snapshots")))
        {
            var template = AlarmTemplate.Parse(File.ReadAllText(file), Path.GetFileName(file));
            Assert.DoesNotContain(template.Notes, note => note.Contains("is left out", StringComparison.Ordinal));
            Assert.Empty(template.Unusable);
        }
    }
}

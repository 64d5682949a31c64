using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using System.Text.Json.Nodes;

namespace FlowLogStack.Verification.Tests;

public sealed class AlarmCheckTests
{
    public static TheoryData<string, string, Action<MetricAlarm>> Changed => new()
    {
        { "Many rejects", "Namespace is 'other', but 'net' in the template", alarm => alarm.Namespace = "other" },
        { "Many rejects", "MetricName is 'Accepts', but 'Rejects' in the template", alarm => alarm.MetricName = "Accepts" },
        { "Many rejects", "Dimensions is 'a=b', but nothing in the template", alarm => alarm.Dimensions = [new Dimension { Name = "a", Value = "b" }] },
        { "Many rejects", "Statistic is 'Average', but 'Sum' in the template", alarm => alarm.Statistic = "Average" },
        { "Many rejects", "Period is 300, but 60 in the template", alarm => alarm.Period = 300 },
        { "Many rejects", "EvaluationPeriods is 4, but 5 in the template", alarm => alarm.EvaluationPeriods = 4 },
        { "Many rejects", "DatapointsToAlarm is 2, but 5 in the template", alarm => alarm.DatapointsToAlarm = 2 },
        { "Many rejects", "Threshold is 7.5, but 7 in the template", alarm => alarm.Threshold = 7.5 },
        { "Many rejects", "ComparisonOperator is 'LessThanThreshold', but 'GreaterThanThreshold' in the template", alarm =>
            alarm.ComparisonOperator = "LessThanThreshold" },
        { "Many rejects", "TreatMissingData is 'breaching', but 'missing' in the template", alarm => alarm.TreatMissingData = "breaching" },
        { Given.Scan, "Metrics[e1].Expression is 'm1', but 'INSIGHT_RULE_METRIC('scan', 'UniqueContributors') + m1' in the template", alarm => alarm.Metrics![0]
            .Expression = "m1" },
        { Given.Scan, "Metrics[e1].Period is 60, but 300 in the template", alarm => alarm.Metrics![0].Period = 60 },
        { Given.Scan, "Metrics[m1].Stat is 'Average', but 'Sum' in the template", alarm => alarm.Metrics![1].MetricStat!.Stat = "Average" },
        { Given.Scan, "Metrics[m1].MetricName is 'Accepts', but 'Rejects' in the template", alarm => alarm.Metrics![1]
            .MetricStat!.Metric!.MetricName = "Accepts" },
        { Given.Scan, "Metrics[m1].ReturnData is 'true', but 'false' in the template", alarm => alarm.Metrics![1].ReturnData = null },
        { Given.Scan, "Metrics[m1] is nothing, but 'Rejects' in the template", alarm => alarm.Metrics!.RemoveAt(1) },
        { Given.Scan, "DatapointsToAlarm is 2, but 1 in the template", alarm => alarm.DatapointsToAlarm = null },
        { Given.Scan, "ThresholdMetricId is 'band', but nothing in the template", alarm => alarm.ThresholdMetricId = "band" },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public async Task Fails_an_alarm_that_watches_something_else(string name, string detail, Action<MetricAlarm> change)
    {
        var account = Given.Account();
        change(account.Alarms.Find(alarm => alarm.AlarmName == name)!);

        var check = await Given.OnlyAsync(account);

        Assert.Equal((CheckKind.Alarm, name, CheckOutcome.Failed, detail), (check.Kind, check.Subject, check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Fails_an_alarm_that_is_gone_and_asks_nothing_else_of_it()
    {
        var account = Given.Account();
        account.Alarms.RemoveAt(0);
        var check = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.Alarm, "Many rejects", "the alarm does not exist"), (check.Kind, check.Subject, check.Detail));
    }

    [Fact]
    public async Task Fails_actions_that_are_others_or_disabled()
    {
        var account = Given.Account();
        account.Alarms[0].OKActions = null;
        Assert.Equal((CheckKind.AlarmActions, $"OKActions is nothing, but '{Given.Topic}' in the template"), await Given.OnlyAsync(account) is var none
            ? (none.Kind, none.Detail) : default);
        account = Given.Account();
        account.Composites[0].ActionsEnabled = false;
        Assert.Equal((CheckKind.AlarmActions, "Either", "ActionsEnabled is 'false', but 'true' in the template"), await Given.OnlyAsync(account) is var disabled
            ? (disabled.Kind, disabled.Subject, disabled.Detail) : default);
        account = Given.Account();
        account.Alarms[1].AlarmActions = ["arn:aws:sns:eu-west-1:111122223333:alerts"];
        Assert.Equal($"AlarmActions is '{Given.Topic}', but nothing in the template", (await Given.OnlyAsync(account)).Detail);
    }

    [Fact]
    public async Task Warns_of_an_alarm_that_tells_nobody()
    {
        var account = Given.Account();
        var template = JsonNode.Parse(Given.Template)!;
        template["Resources"]!["Either"]!["Properties"]!["AlarmRule"] = "ALARM(\"Many rejects\")";
        account.Composites[0].AlarmRule = "ALARM(\"Many rejects\")";
        var verification = await StackVerification.OpenAsync(template.ToJsonString(), Given.File, new VerificationOptions { Time = new Given.Clock() },
            account.Services);
        var check = Assert.Single((await verification.RunAsync()).Checks, check => check.Outcome is not CheckOutcome.Passed);
        Assert.Equal((CheckKind.AlarmActions, Given.Scan, CheckOutcome.Warning, "it has no action, which matches the template"),
            (check.Kind, check.Subject, check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Warns_of_what_the_template_leaves_to_others_and_compares_the_rest()
    {
        var account = Given.Account();
        var template = JsonNode.Parse(Given.Template)!;
        template["Resources"]!["Scan"]!["Properties"]!["Metrics"]![1] = new JsonObject { ["Fn::ImportValue"] = "elsewhere" };
        template["Resources"]!["Many"]!["Properties"]!["AlarmActions"] = new JsonArray(new JsonObject { ["Fn::ImportValue"] = "topic" });
        var verification = await StackVerification.OpenAsync(template.ToJsonString(), Given.File, new VerificationOptions { Time = new Given.Clock() },
            account.Services);
        var warnings = (await verification.RunAsync()).Checks.Where(check => check.Outcome is not CheckOutcome.Passed).ToList();
        Assert.Equal([(CheckKind.AlarmActions, "Many", CheckOutcome.Warning), (CheckKind.Alarm, "Scan", CheckOutcome.Warning)],
            warnings.Select(check => (check.Kind, check.LogicalId, check.Outcome)));
        Assert.All(warnings, check => Assert.Contains("another stack exports the value", check.Detail));
    }

    [Fact]
    public async Task What_cloudwatch_may_answer_of_a_band_beyond_the_template_is_no_difference()
    {
        var account = Given.Account();
        var template = JsonNode.Parse(Given.Template)!;
        template["Resources"]!["Scan"]!["Properties"] = JsonNode.Parse("""
            { "EvaluationPeriods": 2, "DatapointsToAlarm": 1, "ThresholdMetricId": "band", "ComparisonOperator": "GreaterThanUpperThreshold",
              "TreatMissingData": "notBreaching",
              "Metrics": [{ "Id": "m1", "MetricStat": { "Period": 300, "Stat": "Sum", "Metric": { "Namespace": "net", "MetricName": "Rejects" } } },
                { "Id": "band", "Expression": "ANOMALY_DETECTION_BAND(m1, 6)" }] }
            """);
        var alarm = account.Alarms[1];
        (alarm.ThresholdMetricId, alarm.Threshold, alarm.Period, alarm.ComparisonOperator) = ("band", 0, 300, "GreaterThanUpperThreshold");
        alarm.Metrics![1].ReturnData = true;
        alarm.Metrics[0] = new MetricDataQuery { Id = "band", Expression = "ANOMALY_DETECTION_BAND(m1, 6)", Period = 300, ReturnData = true };
        var verification = await StackVerification.OpenAsync(template.ToJsonString(), Given.File, new VerificationOptions { Time = new Given.Clock() },
            account.Services);
        Assert.DoesNotContain((await verification.RunAsync()).Checks, check => check.Outcome is not CheckOutcome.Passed);
    }

    [Fact]
    public async Task A_suppressor_may_be_given_by_name_and_answered_by_arn()
    {
        var account = Given.Account();
        var template = JsonNode.Parse(Given.Template)!;
        template["Resources"]!["Either"]!["Properties"]!["ActionsSuppressor"] = "Maintenance";
        account.Composites[0].ActionsSuppressor = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:Maintenance";
        async Task<CheckOutcome> OutcomeAsync()
        {
            var verification = await StackVerification.OpenAsync(template.ToJsonString(), Given.File, new VerificationOptions { Time = new Given.Clock() },
                account.Services);
            return (await verification.RunAsync()).Checks.Single(check => check is { Kind: CheckKind.Alarm, Subject: "Either" }).Outcome;
        }

        Assert.Equal(CheckOutcome.Passed, await OutcomeAsync());
        account.Composites[0].ActionsSuppressor = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:Others";
        Assert.Equal(CheckOutcome.Failed, await OutcomeAsync());
    }

    [Fact]
    public async Task Fails_a_composite_alarm_with_another_rule()
    {
        var account = Given.Account();
        account.Composites[0].AlarmRule = $"OK(\"{Given.Scan}\")";
        var check = await Given.OnlyAsync(account);
        Assert.Equal($"AlarmRule is 'OK(\"{Given.Scan}\")', but 'ALARM(\"{Given.Scan}\")' in the template", check.Detail);
    }

    [Theory]
    [InlineData(-20, false)]
    [InlineData(-36, true)]
    public async Task Warns_of_an_alarm_without_data_once_it_could_have_seen_some(int minutes, bool warns)
    {
        // It looks at five periods of a minute, and is given half an hour beyond.
        var account = Given.Account();
        account.Alarms[0].StateValue = StateValue.INSUFFICIENT_DATA;
        account.Alarms[0].StateUpdatedTimestamp = Given.Now.UtcDateTime;
        account.Alarms[0].StateTransitionedTimestamp = Given.Now.AddMinutes(minutes).UtcDateTime;
        var result = await Given.VerifyAsync(account);
        Assert.Equal(warns ? 1 : 0, result.Count(CheckOutcome.Warning));
        Assert.True(result.HasPassed);
    }

    [Fact]
    public async Task Asks_for_a_hundred_alarms_at_a_time()
    {
        var account = new Account();
        account.Stacks.AddRange(Given.Account().Stacks);
        var resources = new JsonObject();
        for (var i = 0; i < 150; i++)
        {
            resources[$"A{i}"] = new JsonObject { ["Type"] = "AWS::CloudWatch::Alarm",
                ["Properties"] = new JsonObject { ["AlarmName"] = $"alarm {i}",
                    ["AlarmActions"] = new JsonArray("arn:aws:lambda:eu-west-1:111122223333:function:f") } };
            account.Alarms.Add(new MetricAlarm { AlarmName = $"alarm {i}", AlarmActions = ["arn:aws:lambda:eu-west-1:111122223333:function:f"],
                StateValue = StateValue.OK });
        }

        var verification = await StackVerification.OpenAsync(new JsonObject { ["Resources"] = resources }.ToJsonString(), Given.File, new VerificationOptions(),
            account.Services);

        Assert.Equal(451, (await verification.RunAsync()).Count(CheckOutcome.Passed));
    }
}

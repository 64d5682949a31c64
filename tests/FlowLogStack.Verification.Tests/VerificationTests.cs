using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.SimpleNotificationService.Model;

namespace FlowLogStack.Verification.Tests;

public sealed class VerificationTests
{
    [Fact]
    public async Task Everything_passes_when_all_is_as_the_template_says_and_nothing_is_changed()
    {
        var account = Given.Account();

        var result = await Given.VerifyAsync(account);

        Assert.All(result.Checks, check => Assert.Equal((CheckOutcome.Passed, ""), (check.Outcome, check.Cure)));
        Assert.True(result.HasPassed);
        Assert.Equal(("Deployment", "eu-west-1", "111122223333", Given.Now), (result.Stack, result.Region, result.Account, result.At));
        Assert.Equal(
            [
                (CheckKind.Stack, "Deployment"), (CheckKind.FlowLog, "fl-1 to log group flows"), (CheckKind.Delivery, "fl-1 to log group flows"),
                (CheckKind.FlowLog, "fl-2 to bucket bucket/network"), (CheckKind.Delivery, "fl-2 to bucket bucket/network"),
                (CheckKind.FlowLog, "fl-3 to stream records"), (CheckKind.Delivery, "fl-3 to stream records"), (CheckKind.Arrival, "log group flows"),
                (CheckKind.Arrival, "bucket bucket/network"), (CheckKind.Arrival, "stream records"),
                (CheckKind.MetricFilter, "rejects"), (CheckKind.SubscriptionFilter, "forwarding"), (CheckKind.InsightRule, "scan"),
                (CheckKind.Alarm, "Many rejects"), (CheckKind.AlarmActions, "Many rejects"), (CheckKind.AlarmState, "Many rejects"),
                (CheckKind.Alarm, Given.Scan), (CheckKind.AlarmActions, Given.Scan), (CheckKind.AlarmState, Given.Scan),
                (CheckKind.Alarm, "Either"), (CheckKind.AlarmActions, "Either"), (CheckKind.AlarmState, "Either"), (CheckKind.Topic, "alerts"),
                (CheckKind.Dashboard, "Network"),
            ],
            result.Checks.Select(check => (check.Kind, check.Subject)));
        Assert.Contains("7 events in the last 30 minutes, the last at 2026-01-31T12:59:00Z", result.Checks.Select(check => check.Detail));
        Assert.Contains("none of its own, which matches the template; the composite alarm 'Either' includes it", result.Checks.Select(check => check.Detail));
        Assert.DoesNotContain(account.Calls, call => call.StartsWith("SetAlarmState", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DescribeFlowLogs", "ec2:DescribeFlowLogs", CheckKind.FlowLog, "3 flow logs")]
    [InlineData("ListObjectsV2", "s3:ListBucket", CheckKind.Arrival, "bucket bucket/network")]
    [InlineData("DescribeMetricFilters", "logs:DescribeMetricFilters", CheckKind.MetricFilter, "1 metric filter of flows")]
    [InlineData("DescribeSubscriptionFilters", "logs:DescribeSubscriptionFilters", CheckKind.SubscriptionFilter, "1 subscription filter of flows")]
    [InlineData("DescribeInsightRules", "cloudwatch:DescribeInsightRules", CheckKind.InsightRule, "1 rule")]
    [InlineData("DescribeAlarms", "cloudwatch:DescribeAlarms", CheckKind.Alarm, "3 alarms")]
    [InlineData("ListSubscriptionsByTopic", "sns:ListSubscriptionsByTopic", CheckKind.Topic, "alerts")]
    [InlineData("GetDashboard", "cloudwatch:GetDashboard", CheckKind.Dashboard, "Network")]
    [InlineData("DescribeStacks", "cloudformation:DescribeStacks", CheckKind.Stack, "Deployment")]
    public async Task Fails_what_may_not_be_read_with_the_permission_that_is_missing(string operation, string action, CheckKind kind, string subject)
    {
        var account = Given.Account();
        account.Refused[operation] = "AccessDenied";

        var result = await Given.VerifyAsync(account);

        var failed = result.Checks.First(check => check.Outcome is CheckOutcome.Failed);
        Assert.Equal((kind, subject, $"{action}: not authorized to perform {operation}", $"Allow {action} for the caller of the check"),
            (failed.Kind, failed.Subject, failed.Detail, failed.Cure));
        Assert.Contains(result.Checks, check => check.Outcome is CheckOutcome.Passed);
        if (operation != "DescribeStacks")
            Assert.Single(result.Checks, check => check.Outcome is CheckOutcome.Failed);
    }

    [Fact]
    public async Task Fails_both_counts_when_datapoints_may_not_be_read()
    {
        var account = Given.Account();
        account.Refused["GetMetricData"] = "AccessDenied";
        var result = await Given.VerifyAsync(account);
        Assert.Equal(["log group flows", "stream records"], result.Checks.Where(check => check.Outcome is CheckOutcome.Failed).Select(check => check.Subject));
    }

    [Theory]
    [InlineData("ExpiredToken")]
    [InlineData("UnrecognizedClientException")]
    public async Task Cannot_run_when_nobody_is_signed_in(string code)
    {
        var account = Given.Account();
        account.Refused["DescribeFlowLogs"] = code;
        var refused = await Assert.ThrowsAsync<VerificationException>(() => Given.VerifyAsync(account));
        Assert.Equal($"ec2:DescribeFlowLogs: AWS does not accept the credentials ({code}: not authorized to perform DescribeFlowLogs). Sign in again, as with "
            + "'aws sso login', or choose another profile with --profile.", refused.Message);
    }

    [Theory]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_COMPLETE: it broke")]
    [InlineData("UPDATE_IN_PROGRESS", "UPDATE_IN_PROGRESS")]
    public async Task Fails_a_stack_whose_last_operation_did_not_succeed(string status, string detail)
    {
        var account = Given.Account();
        (account.Stacks[0].StackStatus, account.Stacks[0].StackStatusReason) = (status, "it broke.");
        var check = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.Stack, CheckOutcome.Failed, detail), (check.Kind, check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Fails_filters_whose_log_group_is_gone()
    {
        var account = Given.Account();
        account.Refused["DescribeMetricFilters"] = "ResourceNotFoundException";
        var check = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.MetricFilter, CheckOutcome.Failed, "Find the cause of the deletion, and deploy it again"),
            (check.Kind, check.Outcome, check.Cure));
    }

    [Fact]
    public async Task Uses_the_parameters_of_the_stack_unless_others_are_given()
    {
        var account = Given.Account();
        var check = await Given.OnlyAsync(account, new VerificationOptions { Parameters = new Dictionary<string, string> { ["Limit"] = "9" } });
        Assert.Equal(("Many", "Threshold is 7, but 9 in the template"), (check.LogicalId, check.Detail));
    }

    [Fact]
    public async Task Without_a_stack_checks_what_has_a_name_of_its_own()
    {
        var result = await Given.VerifyAsync(Given.Account(),
            new VerificationOptions { Stack = "Elsewhere", Parameters = new Dictionary<string, string> { ["Limit"] = "7" } });

        Assert.Equal("the stack does not exist in this account and Region", result.Checks[0].Detail);
        // Its actions lead to a topic that only the stack knows.
        var actions = Assert.Single(result.Checks, check => check is { Kind: CheckKind.AlarmActions, Subject: "Many rejects" });
        Assert.Equal(CheckOutcome.Warning, actions.Outcome);
        Assert.Contains("AlarmActions ({\"Ref\":\"Topic\"} cannot be worked out: the stack has no resource 'Topic'", actions.Detail);
        Assert.Contains(result.Checks, check => check is { Kind: CheckKind.Alarm, Subject: "Many rejects", Outcome: CheckOutcome.Passed });
        Assert.Contains(result.Checks, check => check is { Kind: CheckKind.FlowLog, LogicalId: "ToLogs", Outcome: CheckOutcome.Failed });
    }

    [Fact]
    public async Task Fails_what_the_stack_has_not_made()
    {
        var account = Given.Account();
        account.PhysicalIds.Remove("ToStream");
        account.PhysicalIds.Remove("Topic");
        var result = await Given.VerifyAsync(account);
        Assert.Equal([("ToStream", CheckKind.FlowLog), ("Topic", CheckKind.Topic)], result.Checks.Where(check => check.Outcome is CheckOutcome.Failed)
            .Select(check => (check.LogicalId, check.Kind)));
    }

    [Theory]
    [InlineData("ops@example.com", "PendingConfirmation", "not confirmed, so not notified: ops@example.com")]
    [InlineData("somebody@example.com", "arn:aws:sns:eu-west-1:111122223333:alerts:2", "not subscribed: ops@example.com")]
    public async Task Fails_a_topic_whose_subscribers_are_not_told(string endpoint, string subscription, string detail)
    {
        var account = Given.Account();
        account.Subscriptions[0] = new Subscription { TopicArn = Given.Topic, Protocol = "email", Endpoint = endpoint, SubscriptionArn = subscription };
        var check = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.Topic, CheckOutcome.Failed, detail), (check.Kind, check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Warns_of_others_who_have_not_confirmed()
    {
        var account = Given.Account();
        account.Subscriptions.Add(new Subscription { TopicArn = Given.Topic, Protocol = "email", Endpoint = "new@example.com",
            SubscriptionArn = "PendingConfirmation" });
        var check = await Given.OnlyAsync(account);
        Assert.Equal((CheckOutcome.Warning, "1 confirmed subscription; not confirmed: new@example.com"), (check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Fails_a_topic_that_nobody_has_subscribed_to()
    {
        var account = Given.Account();
        account.Subscriptions.Clear();
        var template = JsonNode.Parse(Given.Template)!;
        template["Resources"]!.AsObject().Remove("Subscription");
        var verification = await StackVerification.OpenAsync(template.ToJsonString(), Given.File, new VerificationOptions { Time = new Given.Clock() },
            account.Services);
        var check = Assert.Single((await verification.RunAsync()).Checks, check => check.Outcome is not CheckOutcome.Passed);
        Assert.Equal("the topic has no subscribers", check.Detail);
    }

    [Fact]
    public async Task Compares_dashboards_and_rules_as_json()
    {
        var account = Given.Account();
        account.Dashboards["Network"] = """{"widgets":[{"type":"text"}]}""";
        var dashboard = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.Dashboard, CheckOutcome.Warning, "DashboardBody differs from the template's"),
            (dashboard.Kind, dashboard.Outcome, dashboard.Detail));
        account.Dashboards.Clear();
        Assert.Equal((CheckOutcome.Failed, "the dashboard does not exist"),
            (await Given.OnlyAsync(account) is var gone ? (gone.Outcome, gone.Detail) : default));

        account = Given.Account();
        account.Rules[0].Definition = account.Rules[0].Definition!.Replace("\"4\"", "\"5\"", StringComparison.Ordinal);
        var rule = await Given.OnlyAsync(account);
        Assert.Equal((CheckKind.InsightRule, CheckOutcome.Failed, "RuleBody differs from the template's"), (rule.Kind, rule.Outcome, rule.Detail));
        account = Given.Account();
        account.Rules[0].State = "DISABLED";
        Assert.Equal("RuleState is 'DISABLED', but 'ENABLED' in the template", (await Given.OnlyAsync(account)).Detail);
    }

    [Fact]
    public async Task Writes_json_that_says_all_of_it()
    {
        var account = Given.Account();
        account.Alarms[0].StateValue = StateValue.ALARM;
        account.Alarms[0].StateReason = "Too many.";
        var output = new ArrayBufferWriter<byte>();

        VerificationJson.Write(await Given.VerifyAsync(account), output);

        var json = JsonNode.Parse(Encoding.UTF8.GetString(output.WrittenSpan))!;
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.Equal(
            """
            {"template":"Deployment.template.json","stack":"Deployment","region":"eu-west-1","account":"111122223333",
            "at":"2026-01-31T13:05:00Z","hasPassed":true,"passed":23,"warnings":1,"failed":0,"skipped":0
            """.Replace("\n", "", StringComparison.Ordinal),
            text[..text.IndexOf(",\"checks\"", StringComparison.Ordinal)]);
        Assert.Equal(24, json["checks"]!.AsArray().Count);
        Assert.Empty(json["notes"]!.AsArray());
        var state = Assert.Single(json["checks"]!.AsArray(), check => (string?)check!["outcome"] == "warning")!;
        Assert.Equal("""{"kind":"alarmState","subject":"Many rejects","logicalId":"Many","outcome":"warning","detail":"in ALARM: Too """
            + """many","cure":"Investigate the alarm"}""", state.ToJsonString());
    }
}

using Amazon.CloudWatch;

namespace FlowLogStack.Verification.Tests;

public sealed class NotificationTests
{
    static readonly VerificationOptions Notifying = new() { Notifies = true };

    [Fact]
    public async Task Has_one_alarm_of_a_topic_go_off_and_sets_it_back()
    {
        var account = Given.Account();
        var said = new List<string>();

        var result = await Given.VerifyAsync(account, Notifying with { Say = said.Add });

        Assert.Equal([("Many rejects", "ALARM"), ("Many rejects", "OK")], account.Changes.Select(change => (change.Alarm, change.State)));
        Assert.Contains("Test by 'flowlogs verify --notify'. No action is required", account.Changes[0].Reason);
        var check = Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification);
        Assert.Equal(("alerts", CheckOutcome.Passed, "'Many rejects' entered ALARM and returned to OK. Check that all subscribers received the message"),
            (check.Subject, check.Outcome, check.Detail));
        Assert.Equal(["'Many rejects' is set to ALARM and back to OK. Subscribers of alerts are notified of both."], said);
    }

    [Fact]
    public async Task Sets_back_the_state_that_was_there()
    {
        var account = Given.Account();
        account.Alarms[0].StateValue = StateValue.INSUFFICIENT_DATA;
        account.Alarms[0].StateTransitionedTimestamp = Given.Now.UtcDateTime;
        account.Composites[0].AlarmActions = ["arn:aws:sns:eu-west-1:111122223333:others"];
        await Given.VerifyAsync(account, Notifying);
        Assert.Equal([("Many rejects", "ALARM"), ("Many rejects", "INSUFFICIENT_DATA"), ("Either", "ALARM"), ("Either", "OK")],
            account.Changes.Select(change => (change.Alarm, change.State)));
    }

    [Fact]
    public async Task Sets_back_when_what_came_of_it_may_not_be_read()
    {
        var account = Given.Account();
        account.AfterChange = _ => account.Refused["DescribeAlarms"] = "AccessDenied";
        var result = await Given.VerifyAsync(account, Notifying);
        Assert.Equal(["ALARM", "OK"], account.Changes.Select(change => change.State));
        Assert.Equal(CheckOutcome.Failed, Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification).Outcome);
    }

    [Fact]
    public async Task Sets_back_when_somebody_cancels()
    {
        var account = Given.Account();
        using var cancellation = new CancellationTokenSource();
        account.AfterChange = _ => cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Given.VerifyAsync(account, Notifying, cancellation: cancellation.Token));
        Assert.Equal(["ALARM", "OK"], account.Changes.Select(change => change.State));
    }

    [Fact]
    public async Task Touches_nothing_more_once_it_is_cancelled()
    {
        var account = Given.Account();
        using var cancellation = new CancellationTokenSource();
        var verification = await StackVerification.OpenAsync(Given.Template, Given.File, Notifying with { Time = new Given.Clock() }, account.Services);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verification.RunAsync(cancellation: cancellation.Token));
        Assert.Empty(account.Changes);
    }

    [Fact]
    public async Task Leaves_alone_what_cloudwatch_has_evaluated_in_the_meantime()
    {
        var account = Given.Account();
        account.AfterChange = alarm => (alarm.StateValue, alarm.StateReason) = (StateValue.ALARM, "Threshold Crossed: it is real.");
        var result = await Given.VerifyAsync(account, Notifying);
        Assert.Equal(["ALARM"], account.Changes.Select(change => change.State));
        Assert.Contains("evaluated again at once as ALARM", Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification).Detail);
    }

    [Fact]
    public async Task Sets_back_when_the_answer_is_older_than_what_was_set()
    {
        var account = Given.Account();
        account.Alarms[0].StateReason = "as before";
        account.AfterChange = alarm => (alarm.StateValue, alarm.StateReason) = (StateValue.OK, "as before");
        await Given.VerifyAsync(account, Notifying);
        Assert.Equal(["ALARM", "OK"], account.Changes.Select(change => change.State));
    }

    [Fact]
    public async Task Says_what_could_not_be_set_back_and_how_to()
    {
        var account = Given.Account();
        account.Refused["SetAlarmState to OK"] = "InternalFailure";
        var said = new List<string>();
        var result = await Given.VerifyAsync(account, Notifying with { Say = said.Add });
        var check = Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification);
        Assert.Equal((CheckOutcome.Failed, "Restore it: aws cloudwatch set-alarm-state --alarm-name 'Many rejects' --state-value OK --state-reason test"),
            (check.Outcome, check.Cure));
        Assert.Contains(said, line => line.StartsWith("'Many rejects' could not be restored to OK: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Needs_the_permission_to_set_states()
    {
        var account = Given.Account();
        account.Refused["SetAlarmState to ALARM"] = "AccessDenied";
        var check = await Given.OnlyAsync(account, Notifying);
        Assert.Equal((CheckKind.Notification, CheckOutcome.Failed, "Allow cloudwatch:SetAlarmState for the caller of the check"),
            (check.Kind, check.Outcome, check.Cure));
        Assert.DoesNotContain("SetAlarmState to OK", account.Calls);
    }

    [Fact]
    public async Task Cannot_make_an_alarm_go_off_that_has()
    {
        var account = Given.Account();
        account.Alarms[0].StateValue = StateValue.ALARM;
        account.Composites[0].StateValue = StateValue.ALARM;
        var result = await Given.VerifyAsync(account, Notifying);
        Assert.Empty(account.Changes);
        Assert.Equal(CheckOutcome.Skipped, Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification).Outcome);
    }

    [Fact]
    public async Task Leaves_alone_alarms_that_would_do_more_than_tell()
    {
        var account = Given.Account();
        account.Alarms[0].AlarmActions!.Add("arn:aws:automate:eu-west-1:ec2:stop");
        await Given.VerifyAsync(account, Notifying);
        Assert.Equal([("Either", "ALARM"), ("Either", "OK")], account.Changes.Select(change => (change.Alarm, change.State)));
        account.Changes.Clear();
        account.Composites[0].OKActions = ["arn:aws:lambda:eu-west-1:111122223333:function:f"];
        var result = await Given.VerifyAsync(account, Notifying);
        Assert.Empty(account.Changes);
        Assert.Equal((CheckOutcome.Skipped, "all its alarms have actions other than topics, which would also run"),
            Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification) is var skipped ? (skipped.Outcome, skipped.Detail) : default);
    }

    [Fact]
    public async Task Fails_when_no_alarm_would_tell_anybody()
    {
        var account = Given.Account();
        account.Alarms[0].ActionsEnabled = false;
        account.Composites[0].ActionsEnabled = false;
        var result = await Given.VerifyAsync(account, Notifying);
        Assert.Equal("the actions of all its alarms are disabled", Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification).Detail);
        foreach (var actions in new[] { account.Alarms[0].AlarmActions!, account.Composites[0].AlarmActions! })
            actions.Clear();
        result = await Given.VerifyAsync(account, Notifying);
        Assert.Equal((CheckOutcome.Failed, "no alarm of the template notifies a topic"),
            Assert.Single(result.Checks, check => check.Kind is CheckKind.Notification) is var none ? (none.Outcome, none.Detail) : default);
        Assert.Empty(account.Changes);
    }
}

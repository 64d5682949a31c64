using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace FlowLogStack.Verification;

/// <summary>A test that sets one alarm of each topic to <c>ALARM</c>, so that its subscribers are notified, and restores its state.</summary>
sealed class NotificationTest(Deployed deployed, AlarmChecks alarms)
{
    const string Reason = "Test by 'flowlogs verify --notify'. No action is required; the alarm's state is restored at once.";
    const string Restored = "Restored after a test by 'flowlogs verify --notify'.";
    const string Set = "cloudwatch:SetAlarmState";

    IAmazonCloudWatch CloudWatch => deployed.Services.CloudWatch;

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        if (alarms.Found is not { } found)
            return [new Check(CheckKind.Notification, deployed.Deployment.StackName, CheckOutcome.Skipped,
                "the alarms could not be read, so none was changed")];
        var checks = new List<Check>();
        foreach (var topic in found.Values.SelectMany(alarm => alarm.AlarmActions).Where(TopicArn.Is).Distinct(StringComparer.Ordinal))
            checks.Add(await TestAsync(topic, found.Values, cancellation).ConfigureAwait(false));
        return checks.Count > 0 ? checks : [new Check(CheckKind.Notification, deployed.Deployment.StackName, CheckOutcome.Failed,
            "no alarm of the template notifies a topic", "Add an action to the alarms")];
    }

    async Task<Check> TestAsync(string topic, IEnumerable<LiveAlarm> all, CancellationToken cancellation)
    {
        var check = new Check(CheckKind.Notification, TopicArn.NameOf(topic), CheckOutcome.Passed, "");
        // Actions run when the state changes. A metric alarm is soon evaluated again, a composite alarm may not be.
        var candidates = all
            .Where(alarm => alarm.AlarmActions.Contains(topic) && alarm.ActionsEnabled)
            .OrderBy(alarm => alarm.Composite is not null).ThenBy(alarm => alarm.State != StateValue.OK).ThenBy(alarm => alarm.Name, StringComparer.Ordinal)
            .ToList();
        if (candidates.Count == 0)
            return check with { Outcome = CheckOutcome.Failed, Detail = "the actions of all its alarms are disabled", Cure = "Enable the actions" };
        // A test must not stop an instance or invoke a function.
        if (candidates.RemoveAll(alarm => !alarm.AlarmActions.Concat(alarm.OkActions).Concat(alarm.InsufficientDataActions).All(TopicArn.Is)) > 0
            && candidates.Count == 0)
            return check with { Outcome = CheckOutcome.Skipped, Detail = "all its alarms have actions other than topics, which would also run" };
        if (candidates.Find(alarm => alarm.State is not null && alarm.State != StateValue.ALARM) is not { } chosen)
            return check with { Outcome = CheckOutcome.Skipped,
                Detail = $"all its alarms are already in ALARM, so '{candidates[0].Name}' cannot enter ALARM. Its subscribers have been notified "
                    + "of that state" };
        try
        {
            return await TestAsync(check, topic, chosen, chosen.State!, cancellation).ConfigureAwait(false);
        }
        catch (ServiceCallException e)
        {
            return e.ToCheck(CheckKind.Notification, check.Subject);
        }
    }

    async Task<Check> TestAsync(Check check, string topic, LiveAlarm alarm, StateValue former, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        deployed.Options.Say($"'{alarm.Name}' is set to ALARM and back to {former}. Subscribers of {check.Subject} are "
            + $"notified{(ToldAgain(alarm, topic, former) ? " of both" : "")}.");
        var isToRestore = true;
        string? unrestored = null;
        try
        {
            // Not canceled half way, because the state would be unknown.
            await SetAsync(alarm.Name, StateValue.ALARM, Reason, () => isToRestore = false).ConfigureAwait(false);
            var now = (await LiveAlarm.OfAsync(CloudWatch, [alarm.Name], cancellation).ConfigureAwait(false)).GetValueOrDefault(alarm.Name);
            // If CloudWatch has evaluated the alarm since, that state is correct; the former reason may come from a delayed response.
            isToRestore = now is not null && (now.Reason == Reason || now.Reason == alarm.Reason);
            check = check with
            {
                Detail = isToRestore
                    ? $"'{alarm.Name}' entered ALARM and returned to {former}. Check that all subscribers received the message"
                    : $"'{alarm.Name}' was set to ALARM, and evaluated again at once as {now?.State?.Value ?? "deleted"}. Check that all subscribers received "
                    + "the message",
            };
        }
        finally
        {
            if (isToRestore)
                unrestored = await RestoreAsync(alarm.Name, former).ConfigureAwait(false);
        }

        return unrestored is null ? check : check with { Outcome = CheckOutcome.Failed, Detail = unrestored,
            Cure = $"Restore it: aws cloudwatch set-alarm-state --alarm-name '{alarm.Name}' --state-value {former} --state-reason test" };
    }

    async Task SetAsync(string alarm, StateValue state, string reason, Action refused)
    {
        try
        {
            await ServiceCall.OnceAsync(Set, () => CloudWatch.SetAlarmStateAsync(new SetAlarmStateRequest { AlarmName = alarm, StateValue = state,
                StateReason = reason }, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (ServiceCallException)
        {
            refused();
            throw;
        }
    }

    /// <returns>The reason why the alarm is still in ALARM; null if it is not.</returns>
    async Task<string?> RestoreAsync(string alarm, StateValue former)
    {
        try
        {
            await SetAsync(alarm, former, Restored, () => { }).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is ServiceCallException or VerificationException)
        {
            var message = $"'{alarm}' could not be restored to {former}: {e.Message}";
            deployed.Options.Say(message);
            return message;
        }
    }

    static bool ToldAgain(LiveAlarm alarm, string topic, StateValue former) =>
        (former == StateValue.OK ? alarm.OkActions : alarm.InsufficientDataActions).Contains(topic);
}

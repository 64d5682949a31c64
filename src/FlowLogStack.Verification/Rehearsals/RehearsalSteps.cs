using System.Globalization;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.SimpleNotificationService.Model;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Follows the connections of a rehearsal through the services, step by step.</summary>
sealed class RehearsalSteps(Deployed deployed, RehearsalTarget target, FlowLogDefinition flowLog, RehearsalOptions options, IReadOnlyList<Knock> knocks,
    DateTimeOffset began)
{
    const string History = "cloudwatch:DescribeAlarmHistory";
    const string Subscribers = "sns:ListSubscriptionsByTopic";

    readonly List<RehearsalStep> steps = [];
    readonly MetricReader metrics = new(deployed.Services.CloudWatch);

    internal async Task<IReadOnlyList<RehearsalStep>> RunAsync(IReadOnlyList<RehearsalChain> chains, CancellationToken cancellation)
    {
        steps.Add(new RehearsalStep(RehearsalStepKind.Knock, target.ToString(), CheckOutcome.Passed, began, DescribeKnocks()));
        var records = await RecordsAsync(chains, cancellation).ConfigureAwait(false);
        var chain = records is null ? null : chains.FirstOrDefault(chain => records.Count(record => chain.Counts(record.Message)) >= chain.Needed);
        if (records is null || chain is null)
            return Skipped(chains[0]);
        var isCounted = await DatapointAsync(chain, [.. records.Where(record => chain.Counts(record.Message))], cancellation).ConfigureAwait(false);
        if (!isCounted || !await AlarmAsync(chain, cancellation).ConfigureAwait(false))
            return Skipped(chain);
        foreach (var topic in chain.Notifiers.SelectMany(notifier => notifier.Topics).Distinct(StringComparer.Ordinal))
            await MessageAsync(chain, topic, cancellation).ConfigureAwait(false);
        return steps;
    }

    string DescribeKnocks()
    {
        var outcomes = knocks.GroupBy(knock => knock.Outcome).Select(same => $"{(knocks.Count > 1 ? $"{same.Count()} " : "")}{WordOf(same.Key)}");
        return $"{string.Join(", ", outcomes)}, from port {string.Join(", ", knocks.Select(knock => knock.LocalPort))}";
    }

    static string WordOf(KnockOutcome outcome) => outcome switch
    {
        KnockOutcome.Connected => "connected",
        KnockOutcome.Refused => "refused",
        _ => "no answer",
    };

    async Task<IReadOnlyList<RehearsalRecord>?> RecordsAsync(IReadOnlyList<RehearsalChain> chains, CancellationToken cancellation)
    {
        var found = new RehearsalRecords(deployed, target, flowLog, options);
        IReadOnlyList<RehearsalRecord> seen = [];
        var records = await AwaitAsync(
            RehearsalStepKind.Record,
            flowLog.LogGroup,
            async () =>
            {
                seen = await found.FindAsync(knocks, began, cancellation).ConfigureAwait(false);
                return chains.Any(chain => seen.Count(record => chain.Counts(record.Message)) >= chain.Needed) ? seen : null;
            },
            () => seen.Count == 0
                ? ("no record of the connections arrived", options.Sources.Count == 0
                    ? "Check arrivals with 'flowlogs verify'. If a NAT device changes source ports, use --source with the public address of this machine"
                    : "Check arrivals with 'flowlogs verify', and the address of --source")
                : ($"{Counted.Of(seen.Count, "record")} arrived ({Actions(seen)}), but no usable alarm counts so many of them",
                    "Check the security group of the target: it decides between ACCEPT and REJECT. Test the filter with 'flowlogs match --template'"),
            cancellation).ConfigureAwait(false);
        if (records is not { Count: > 0 })
            return null;
        var first = records[0];
        steps.Add(new RehearsalStep(RehearsalStepKind.Record, flowLog.LogGroup, CheckOutcome.Passed, first.Arrived ?? deployed.Now,
            $"{Counted.Of(records.Count, "record")}, {Actions(records)}, in stream {first.Stream}"));
        return records;
    }

    static string Actions(IReadOnlyList<RehearsalRecord> records) =>
        string.Join(" and ", records.Select(record => record.Action.Length > 0 ? record.Action : "without action").Distinct(StringComparer.Ordinal));

    async Task<bool> DatapointAsync(RehearsalChain chain, IReadOnlyList<RehearsalRecord> records, CancellationToken cancellation)
    {
        var minutes = records.Select(record => Minute(record.At)).Distinct().Order().ToList();
        var point = await AwaitAsync(
            RehearsalStepKind.Datapoint,
            chain.Metric.ToString(),
            async () =>
            {
                var sums = await metrics.SumsAsync([chain.Metric], minutes[0], minutes[^1].AddMinutes(1), cancellation).ConfigureAwait(false);
                return sums[chain.Metric].Where(sum => sum.Value > 0 && minutes.Contains(sum.Key)).Select(sum => (KeyValuePair<DateTimeOffset, double>?)sum)
                    .FirstOrDefault() is { } found ? new Datapoint(found.Key, found.Value) : null;
            },
            () => ($"metric filter {chain.Filter.Name} published no datapoint for {BacktestJson.TextOf(minutes[0])}",
                "Compare the metric filter with the template: 'flowlogs verify'"),
            cancellation).ConfigureAwait(false);
        if (point is null)
            return false;
        steps.Add(new RehearsalStep(RehearsalStepKind.Datapoint, chain.Metric.ToString(), CheckOutcome.Passed, deployed.Now,
            string.Create(CultureInfo.InvariantCulture, $"{point.Value:0.####} in the minute of {BacktestJson.TextOf(point.At)}, by filter "
                + $"{chain.Filter.Name}")));
        return true;
    }

    static DateTimeOffset Minute(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds() / 60 * 60);

    async Task<bool> AlarmAsync(RehearsalChain chain, CancellationToken cancellation)
    {
        var entered = await AwaitAsync(
            RehearsalStepKind.Alarm,
            chain.Alarm,
            async () => (await HistoryAsync(chain.Alarm, HistoryItemType.StateUpdate, cancellation).ConfigureAwait(false))
                .Find(item => item.HistorySummary?.EndsWith(" to ALARM", StringComparison.Ordinal) == true),
            () => ("the alarm did not enter ALARM", "Compare the alarm with the template: 'flowlogs verify'"),
            cancellation).ConfigureAwait(false);
        if (entered is null)
            return false;
        steps.Add(new RehearsalStep(RehearsalStepKind.Alarm, chain.Alarm, CheckOutcome.Passed, TimeOf(entered), entered.HistorySummary!));
        return true;
    }

    async Task MessageAsync(RehearsalChain chain, string topic, CancellationToken cancellation)
    {
        var name = TopicArn.NameOf(topic);
        var notifiers = chain.Notifiers.Where(notifier => notifier.Topics.Contains(topic)).Select(notifier => notifier.Alarm.Name).ToList();
        string? failure = null;
        var published = await AwaitAsync(
            RehearsalStepKind.Message,
            name,
            async () =>
            {
                foreach (var notifier in notifiers)
                {
                    var actions = (await HistoryAsync(notifier, HistoryItemType.Action, cancellation).ConfigureAwait(false))
                        .Where(item => item.HistorySummary?.Contains(topic, StringComparison.Ordinal) == true).ToList();
                    if (actions.Find(item => item.HistorySummary!.StartsWith("Success", StringComparison.Ordinal)) is { } success)
                        return success;
                    failure ??= actions.FirstOrDefault()?.HistorySummary;
                }

                return null;
            },
            () => failure is null ? ("no message was published", "Check the actions of the alarm: 'flowlogs verify'")
                : (failure.TrimEnd('.'), "Allow CloudWatch alarms to publish: check the policies of the topic and of its KMS key"),
            cancellation).ConfigureAwait(false);
        if (published is null)
            return;
        steps.Add(await DeliveredAsync(topic, published, cancellation).ConfigureAwait(false));
    }

    async Task<RehearsalStep> DeliveredAsync(string topic, AlarmHistoryItem published, CancellationToken cancellation)
    {
        var step = new RehearsalStep(RehearsalStepKind.Message, TopicArn.NameOf(topic), CheckOutcome.Passed, TimeOf(published), "");
        try
        {
            var subscriptions = await ServiceCall.AllAsync<Subscription>(Subscribers, async next =>
            {
                var page = await deployed.Services.Sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = topic, NextToken = next },
                    cancellation).ConfigureAwait(false);
                return (page.Subscriptions, page.NextToken);
            }).ConfigureAwait(false);
            var confirmed = subscriptions.Count(subscription => subscription.SubscriptionArn?.StartsWith("arn:", StringComparison.Ordinal) == true);
            return confirmed > 0
                ? step with { Detail = $"published by '{published.AlarmName}' to {Counted.Of(confirmed, "confirmed subscription")}. Check that the "
                    + "message arrived" }
                : step with { Outcome = CheckOutcome.Failed, Detail = "published, but the topic has no confirmed subscriber",
                    Cure = "Confirm the subscriptions by the link in the message from SNS" };
        }
        catch (ServiceCallException e)
        {
            return step with { Outcome = CheckOutcome.Warning, Detail = $"published by '{published.AlarmName}'; its subscribers are unknown: {e.Message}",
                Cure = e.Cure };
        }
    }

    async Task<List<AlarmHistoryItem>> HistoryAsync(string alarm, HistoryItemType type, CancellationToken cancellation)
    {
        var items = await ServiceCall.AllAsync<AlarmHistoryItem>(History, async next =>
        {
            var page = await deployed.Services.CloudWatch.DescribeAlarmHistoryAsync(
                new DescribeAlarmHistoryRequest
                {
                    AlarmName = alarm,
                    AlarmTypes = [AlarmType.MetricAlarm, AlarmType.CompositeAlarm],
                    HistoryItemType = type,
                    StartDate = began.UtcDateTime,
                    ScanBy = ScanBy.TimestampAscending,
                    NextToken = next,
                },
                cancellation).ConfigureAwait(false);
            return (page.AlarmHistoryItems, page.NextToken);
        }).ConfigureAwait(false);
        return [.. items.Where(item => item.HistoryItemType == type && item.Timestamp is { } at && at.ToUniversalTime() >= began.UtcDateTime)];
    }

    static DateTimeOffset TimeOf(AlarmHistoryItem item) => new(item.Timestamp!.Value.ToUniversalTime());

    /// <summary>Reads until a value is found or the time is over; adds the failed step in the second case.</summary>
    async Task<T?> AwaitAsync<T>(RehearsalStepKind kind, string subject, Func<Task<T?>> read, Func<(string Detail, string Cure)> late,
        CancellationToken cancellation)
        where T : class
    {
        options.Say($"Waiting for the {kind.ToString().ToLowerInvariant()}: {subject}.");
        try
        {
            while (true)
            {
                if (await read().ConfigureAwait(false) is { } found)
                    return found;
                if (deployed.Now - began >= options.Within)
                {
                    var (detail, cure) = late();
                    steps.Add(new RehearsalStep(kind, subject, CheckOutcome.Failed, null, $"{detail} within {TrafficDuration.Format(options.Within)}", cure));
                    return null;
                }

                await Task.Delay(options.Poll, cancellation).ConfigureAwait(false);
            }
        }
        catch (ServiceCallException e)
        {
            steps.Add(new RehearsalStep(kind, subject, CheckOutcome.Failed, null, e.Message, e.Cure));
            return null;
        }
    }

    List<RehearsalStep> Skipped(RehearsalChain chain)
    {
        foreach (var (kind, subject) in new[]
        {
            (RehearsalStepKind.Datapoint, chain.Metric.ToString()), (RehearsalStepKind.Alarm, chain.Alarm),
            (RehearsalStepKind.Message, string.Join(", ", chain.Notifiers.SelectMany(notifier =>
                notifier.Topics).Distinct(StringComparer.Ordinal).Select(TopicArn.NameOf))),
        })
        {
            if (kind > steps[^1].Kind)
                steps.Add(new RehearsalStep(kind, subject, CheckOutcome.Skipped, null, "an earlier step failed"));
        }

        return steps;
    }

    sealed record Datapoint(DateTimeOffset At, double Value);
}

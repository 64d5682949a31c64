using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;

namespace FlowLogStack.Verification;

/// <summary>A deployed alarm of either type, as CloudWatch returns it.</summary>
sealed record LiveAlarm
{
    const string Describe = "cloudwatch:DescribeAlarms";
    const int MostNames = 100;

    internal required string Name { get; init; }

    /// <summary>Metric alarm; null for a composite alarm.</summary>
    internal MetricAlarm? Metric { get; init; }

    /// <summary>Composite alarm; null for a metric alarm.</summary>
    internal CompositeAlarm? Composite { get; init; }

    internal StateValue? State => Metric?.StateValue ?? Composite?.StateValue;

    internal string? Reason => Metric?.StateReason ?? Composite?.StateReason;

    internal bool ActionsEnabled => (Metric?.ActionsEnabled ?? Composite?.ActionsEnabled) != false;

    internal IReadOnlyList<string> AlarmActions => Metric?.AlarmActions ?? Composite?.AlarmActions ?? [];

    internal IReadOnlyList<string> OkActions => Metric?.OKActions ?? Composite?.OKActions ?? [];

    internal IReadOnlyList<string> InsufficientDataActions => Metric?.InsufficientDataActions ?? Composite?.InsufficientDataActions ?? [];

    /// <summary>Time since which the alarm is in its state; null if unknown.</summary>
    internal DateTimeOffset? Since =>
        (Metric?.StateTransitionedTimestamp ?? Composite?.StateTransitionedTimestamp ?? Metric?.StateUpdatedTimestamp
            ?? Composite?.StateUpdatedTimestamp) is { } at
            ? new DateTimeOffset(at.ToUniversalTime())
            : null;

    /// <summary>Returns whether a composite alarm's rule contains an alarm, by name or ARN.</summary>
    internal bool Watches(string alarm) => Composite?.AlarmRule is { } rule
        && (rule.Contains($"\"{alarm}\"", StringComparison.Ordinal) || rule.Contains($":alarm:{alarm}\"", StringComparison.Ordinal)
            || rule.Contains($"({alarm})", StringComparison.Ordinal));

    /// <summary>Reads alarms; the result lacks those that do not exist.</summary>
    internal static async Task<IReadOnlyDictionary<string, LiveAlarm>> OfAsync(IAmazonCloudWatch cloudWatch, IEnumerable<string> names,
        CancellationToken cancellation)
    {
        var alarms = new Dictionary<string, LiveAlarm>(StringComparer.Ordinal);
        foreach (var chunk in names.Distinct(StringComparer.Ordinal).Chunk(MostNames))
        {
            var found = await ServiceCall.AllAsync<LiveAlarm>(Describe, async next =>
            {
                var page = await cloudWatch.DescribeAlarmsAsync(
                    new DescribeAlarmsRequest { AlarmNames = [.. chunk], AlarmTypes = [AlarmType.MetricAlarm, AlarmType.CompositeAlarm], MaxRecords = MostNames,
                        NextToken = next },
                    cancellation).ConfigureAwait(false);
                var metrics = (page.MetricAlarms ?? []).Select(alarm => new LiveAlarm { Name = alarm.AlarmName!, Metric = alarm });
                return (metrics.Concat((page.CompositeAlarms ?? []).Select(alarm => new LiveAlarm { Name = alarm.AlarmName!, Composite = alarm })),
                    page.NextToken);
            }).ConfigureAwait(false);
            foreach (var alarm in found)
                alarms[alarm.Name] = alarm;
        }

        return alarms;
    }
}

using Amazon.CloudWatch;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>The chains from a log group to topics through which a few records raise an alarm.</summary>
sealed class RehearsalChains(Deployed deployed, AlarmTemplate template)
{
    /// <summary>Common services, suggested when no filter counts connections to the chosen port.</summary>
    static readonly int[] Suggested = [22, 3389, 23, 21, 445, 1433, 3306, 5432, 6379, 27017, 80];

    readonly Dictionary<string, string> unusable = new(StringComparer.Ordinal);

    /// <summary>Reads the chains that a connection to the target can pass, the one with the fewest records first.</summary>
    /// <exception cref="VerificationException">No chain is usable. The message has the reason.</exception>
    internal async Task<IReadOnlyList<RehearsalChain>> ReadAsync(RehearsalTarget target, FlowLogDefinition flowLog, RehearsalOptions options,
        System.Net.IPAddress destination, CancellationToken cancellation)
    {
        var alarms = template.Alarms.SelectMany(alarm => template.MetricFilters
            .Where(filter => filter.LogGroup == flowLog.LogGroup && Needed(filter, alarm) is not null)
            .Select(filter => (Filter: filter, Alarm: NameOf(alarm.LogicalId, alarm.Name), Needed: Needed(filter, alarm)!.Value))).ToList();
        var source = options.Sources.Count > 0 ? options.Sources[0] : null;
        var samples = SampleRecords.Of(flowLog.Format, target, destination, source);
        var counted = alarms.Where(chain => samples.Any(sample => chain.Filter.Pattern.IsMatch(sample))).ToList();
        if (counted.Count == 0)
        {
            var ports = Suggested.Where(port => SampleRecords.Of(flowLog.Format, target with { Port = port }, destination, source)
                .Any(sample => alarms.Exists(chain => chain.Filter.Pattern.IsMatch(sample)))).ToList();
            throw new VerificationException($"No metric filter with an alarm on single datapoints counts a connection to port {target.Port}. {(ports.Count > 0
                ? $"Use --port with {string.Join(" or ", ports)}." : "Use a template with a detection of connections, such as SshRejects.")}");
        }

        var composites = template.CompositeAlarms.Select(alarm => NameOf(alarm.LogicalId, alarm.Name));
        var live = await LiveAlarm.OfAsync(deployed.Services.CloudWatch, counted.Select(chain => chain.Alarm).Concat(composites), cancellation)
            .ConfigureAwait(false);
        var usable = counted.Select(chain => Usable(chain.Filter, chain.Alarm, chain.Needed, live, options)).OfType<RehearsalChain>()
            .OrderBy(chain => chain.Needed).ToList();
        return usable.Count > 0 ? usable : throw new VerificationException(string.Join(" ", unusable.Values));
    }

    string NameOf(string logicalId, string name) => deployed.Deployment.PhysicalIds.GetValueOrDefault(logicalId) is { Length: > 0 } id ? id : name;

    RehearsalChain? Usable(MetricFilterDefinition filter, string name, int needed, IReadOnlyDictionary<string, LiveAlarm> live, RehearsalOptions options)
    {
        RehearsalChain? Not(string why)
        {
            unusable[name] = why;
            return null;
        }

        if (!live.TryGetValue(name, out var alarm))
            return Not($"Alarm '{name}' does not exist. Deploy the template, and check it with 'flowlogs verify'.");
        if (alarm.State == StateValue.ALARM)
            return Not($"Alarm '{name}' is already in ALARM, so it cannot enter it. Run the rehearsal after it has returned to OK.");
        if (needed > options.Knocks)
            return Not($"Alarm '{name}' needs {needed} records in one period, but --knocks is {options.Knocks}. {(needed <= Rehearsal.MostKnocks
                ? $"Use --knocks {needed}." : "Use another port.")}");
        var notifiers = live.Values.Where(other => (other == alarm || other.Watches(name)) && other.ActionsEnabled)
            .Select(other => (other, (IReadOnlyList<string>)[.. other.AlarmActions.Where(TopicArn.Is)]))
            .Where(pair => pair.Item2.Count > 0).ToList();
        if (notifiers.Count == 0)
            return Not($"Neither alarm '{name}' nor a composite alarm with it notifies a topic. Add an action, and check it with 'flowlogs verify'.");
        // What has entered ALARM already publishes nothing.
        notifiers.RemoveAll(pair => pair.other.State == StateValue.ALARM);
        return notifiers.Count > 0 ? new RehearsalChain(filter, name, needed, notifiers)
            : Not($"The composite alarms that notify of '{name}' are already in ALARM. Run the rehearsal after they have returned to OK.");
    }

    // An alarm that one datapoint raises, by the sum of what the filter adds for each record.
    static int? Needed(MetricFilterDefinition filter, AlarmDefinition alarm)
    {
        if (filter.Value is not (> 0 and var value) || filter.Dimensions.Count > 0 || alarm is not { DatapointsToAlarm: 1, Threshold: { } threshold }
            || alarm.Queries is not [{ Metric: { } metric, Extended: null }] || !metric.Equals(new MetricIdentity(filter.Namespace, filter.MetricName)))
            return null;
        double? needed = (alarm.Queries[0].Statistic, alarm.Comparison) switch
        {
            (MetricStatistic.Sum, ThresholdComparison.GreaterThanOrEqualToThreshold) => Math.Ceiling(threshold / value),
            (MetricStatistic.Sum, ThresholdComparison.GreaterThanThreshold) => Math.Floor(threshold / value) + 1,
            (MetricStatistic.Maximum, ThresholdComparison.GreaterThanOrEqualToThreshold) when value >= threshold => 1,
            (MetricStatistic.Maximum, ThresholdComparison.GreaterThanThreshold) when value > threshold => 1,
            _ => null,
        };
        return needed is < int.MaxValue ? Math.Max(1, (int)needed) : null;
    }
}

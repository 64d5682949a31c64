using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>A metric filter, an alarm on its metric, and the alarms that notify topics of it.</summary>
/// <param name="Filter">The metric filter.</param>
/// <param name="Alarm">Name of the metric alarm.</param>
/// <param name="Needed">Number of matching records in one period by which the alarm enters <c>ALARM</c>.</param>
/// <param name="Notifiers">The alarm, or composite alarms with it, that have topics as actions; with the topics.</param>
sealed record RehearsalChain(MetricFilterDefinition Filter, string Alarm, int Needed, IReadOnlyList<(LiveAlarm Alarm, IReadOnlyList<string> Topics)> Notifiers)
{
    internal MetricIdentity Metric { get; } = new(Filter.Namespace, Filter.MetricName);

    internal bool Counts(ReadOnlySpan<byte> message) => Filter.Pattern.IsMatch(message);
}

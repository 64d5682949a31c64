using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>Reason of an alarm's state, in the words of CloudWatch's <c>StateReason</c>.</summary>
static class AlarmReason
{
    /// <summary>The reason of a state; null for an anomaly detection alarm, of which the words are not known.</summary>
    /// <param name="alarm">The alarm.</param>
    /// <param name="state">The state after the evaluation.</param>
    /// <param name="values">The values of the windows that were looked at, the oldest first.</param>
    /// <param name="states">What the alarm makes of each.</param>
    /// <param name="startOf">The start of a window by its place.</param>
    internal static string? Of(AlarmDefinition alarm, AlarmState state, ReadOnlySpan<double> values, ReadOnlySpan<DatapointState> states, Func<int,
        DateTimeOffset> startOf)
    {
        var periods = alarm.EvaluationPeriods;
        if (state is AlarmState.InsufficientData)
            return $"Insufficient Data: {Count(periods, "datapoint")} {Were(periods)} unknown.";
        if (alarm.Threshold is not { } threshold)
            return null;
        List<(string Text, bool Breaches)> real = [];
        for (var slot = states.Length - 1; slot >= 0 && real.Count < periods; slot--)
        {
            if (states[slot] is not DatapointState.Missing)
                real.Add((string.Create(CultureInfo.InvariantCulture, $"{Number(values[slot])} ({startOf(slot):dd/MM/yy HH:mm:ss})"),
                    states[slot] is DatapointState.Breaching));
        }

        var missing = periods - real.Count;
        if (real.Count == 0)
            return $"Threshold Crossed: no datapoints were received for {Count(periods, "period")} and {Filling(alarm, missing)}.";
        var breach = state is AlarmState.Alarm;
        // Missing datapoints alone may have decided.
        if (real.TrueForAll(point => point.Breaches != breach))
            breach = !breach;
        var decisive = real.Where(point => point.Breaches == breach).Select(point => point.Text).ToList();
        var crossed = $"[{string.Join(", ", decisive)}] {Were(decisive.Count)} {(breach ? "" : "not ")}{Words(alarm.Comparison)} the threshold "
            + $"({Number(threshold)})";
        if (missing > 0)
            return $"Threshold Crossed: {Count(decisive.Count, "datapoint")} {crossed}{(Filling(alarm, missing) is { } filling ? $" and {filling}" : "")}.";
        var (least, change) = breach ? (alarm.DatapointsToAlarm, "OK -> ALARM") : (periods - alarm.DatapointsToAlarm + 1, "ALARM -> OK");
        return $"Threshold Crossed: {decisive.Count} out of the "
            + $"last {periods} datapoints {crossed} (minimum {Count(least, "datapoint")} for {change} transition).";
    }

    static string? Filling(AlarmDefinition alarm, int missing) => alarm.MissingData switch
    {
        MissingDataTreatment.Breaching => $"{Count(missing, "missing datapoint")} {Were(missing)} treated as [Breaching]",
        MissingDataTreatment.NotBreaching => $"{Count(missing, "missing datapoint")} {Were(missing)} treated as [NonBreaching]",
        _ => null,
    };

    static string Words(ThresholdComparison comparison) => comparison switch
    {
        ThresholdComparison.GreaterThanOrEqualToThreshold => "greater than or equal to",
        ThresholdComparison.GreaterThanThreshold => "greater than",
        ThresholdComparison.LessThanThreshold => "less than",
        _ => "less than or equal to",
    };

    static string Number(double value) => value.ToString("0.0##############", CultureInfo.InvariantCulture);

    static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    static string Were(int count) => count == 1 ? "was" : "were";
}

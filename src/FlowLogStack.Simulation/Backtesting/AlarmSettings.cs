using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>The settings of an alarm that determine its behavior, as text.</summary>
static class AlarmSettings
{
    internal static IReadOnlyList<KeyValuePair<string, string>> Of(AlarmOutcome alarm) =>
    [
        new("name", alarm.Name),
        new("metric", alarm.Metric),
        new("filter pattern", string.Join(" + ", alarm.Patterns)),
        new("statistic", alarm.Statistic ?? ""),
        new("period", alarm.Period == default ? "" : string.Create(CultureInfo.InvariantCulture, $"{alarm.Period.TotalSeconds} s")),
        new("comparison", alarm.Comparison?.ToString() ?? ""),
        new("threshold", alarm.Threshold?.ToString("G", CultureInfo.InvariantCulture) ?? ""),
        new("datapoints", alarm.EvaluationPeriods == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{alarm.DatapointsToAlarm} of {alarm.EvaluationPeriods}")),
        new("missing data", alarm.MissingData is { } treatment ? MissingDataName.Of(treatment) : ""),
        new("simulated", "yes"),
    ];

    internal static IReadOnlyList<KeyValuePair<string, string>> Of(UnsimulatedAlarm alarm) =>
        [new("name", alarm.Name), new("simulated", $"no: {alarm.Reason}")];
}

using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Changes to one detection.</summary>
public sealed record DetectionSettings
{
    /// <summary>Whether the detection is enabled. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Alarm threshold for one period, in records, packets, bytes or distinct keys; for anomaly detection, the width of the band in standard deviations.
    /// Default: the detection's own.
    /// </summary>
    [Range(1, 1e15)]
    public double? Threshold { get; init; }

    /// <summary>Length of a period in minutes. Default: the detection's own.</summary>
    [Range(1, 1440)]
    public int? PeriodMinutes { get; init; }

    /// <summary>Number of evaluated periods that must breach the threshold, at most `evaluationPeriods`. Default: the detection's own.</summary>
    [Range(1, 1440)]
    public int? DatapointsToAlarm { get; init; }

    /// <summary>Number of periods that the alarm evaluates. Default: the detection's own.</summary>
    [Range(1, 1440)]
    public int? EvaluationPeriods { get; init; }

    /// <summary>Severity of the alarm. Default: the detection's own.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Known traffic that the detection ignores.</summary>
    public AllowSettings Allow { get; init; } = new();

    /// <summary>Returns the detection with these changes.</summary>
    internal Detection ApplyTo(Detection detection) => detection with
    {
        Threshold = Threshold ?? detection.Threshold,
        Period = PeriodMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : detection.Period,
        DatapointsToAlarm = DatapointsToAlarm ?? detection.DatapointsToAlarm,
        EvaluationPeriods = EvaluationPeriods ?? detection.EvaluationPeriods,
        Severity = Severity ?? detection.Severity,
        SeverityWithoutRefinements = Severity ?? detection.SeverityWithoutRefinements,
        Allowed = new AllowList
        {
            Sources = [.. detection.Allowed.Sources, .. Allow.Sources],
            Destinations = [.. detection.Allowed.Destinations, .. Allow.Destinations],
            Ports = [.. Allow.Ports],
            Interfaces = [.. Allow.Interfaces],
        },
    };
}

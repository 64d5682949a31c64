using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Changes to one detection.</summary>
public sealed record DetectionSettings
{
    /// <summary>Whether the detection is on. Default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What is measured in one period from which on the period breaches: records, packets, bytes or keys; or the width of the band of usual values, in standard deviations.</summary>
    [Range(1, 1e15)]
    public double? Threshold { get; init; }

    /// <summary>The period over which is measured, in minutes.</summary>
    [Range(1, 1440)]
    public int? PeriodMinutes { get; init; }

    /// <summary>How many of the evaluated periods must breach.</summary>
    [Range(1, 1440)]
    public int? DatapointsToAlarm { get; init; }

    /// <summary>How many periods back the alarm looks.</summary>
    [Range(1, 1440)]
    public int? EvaluationPeriods { get; init; }

    /// <summary>How urgent the alarm is.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Traffic that is known and does not count.</summary>
    public AllowSettings Allow { get; init; } = new();

    /// <summary>The detection with these changes.</summary>
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
            Sources = [.. Allow.Sources],
            Destinations = [.. Allow.Destinations],
            Ports = [.. Allow.Ports],
            Interfaces = [.. Allow.Interfaces],
        },
    };
}

/// <summary>Traffic that is known and no reason for an alarm.</summary>
public sealed record AllowSettings
{
    /// <summary>CIDR blocks from which traffic may come, IPv4 and IPv6. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>CIDR blocks to which traffic may go, IPv4 and IPv6. Default: none.</summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> Destinations { get; init; } = [];

    /// <summary>Destination ports that may be used. Default: none.</summary>
    [Range(0, 65535)]
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>The ids of network interfaces whose traffic does not count. Default: none.</summary>
    [RegularExpression("^eni-[0-9a-f]{8,17}$", ErrorMessage = "give the id of a network interface, 'eni-' and 8 to 17 hexadecimal digits, as in 'eni-0a1b2c3d4e5f67890'")]
    public IReadOnlyList<string> Interfaces { get; init; } = [];
}

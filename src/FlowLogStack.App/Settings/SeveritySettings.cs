using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Who is told of alarms of one severity: each that names somebody has a topic of its own.</summary>
public sealed record SeveritySettings
{
    /// <summary>Who is told of alarms to be looked at now. Default: those of `alarms.notify`.</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> High { get; init; } = [];

    /// <summary>Who is told of alarms to be looked at on the day. Default: those of `alarms.notify`.</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Medium { get; init; } = [];

    /// <summary>Who is told of alarms that are worth knowing. Default: those of `alarms.notify`.</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Low { get; init; } = [];

    /// <summary>The severities that have a topic of their own, and who is told.</summary>
    internal IEnumerable<(Severity Severity, IReadOnlyList<string> Notify)> Own =>
        new[] { (Severity.Low, Low), (Severity.Medium, Medium), (Severity.High, High) }.Where(severity => severity.Item2.Count > 0);
}

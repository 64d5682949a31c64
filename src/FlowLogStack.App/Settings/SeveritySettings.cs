using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Subscribers of alarms by severity. A severity with subscribers has its own topic.</summary>
public sealed record SeveritySettings
{
    /// <summary>Subscribers of high severity alarms, which require immediate action. Default: none (uses `alarms.notify`).</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> High { get; init; } = [];

    /// <summary>Subscribers of medium severity alarms, which require action on the same day. Default: none (uses `alarms.notify`).</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Medium { get; init; } = [];

    /// <summary>Subscribers of low severity alarms, which are for information. Default: none (uses `alarms.notify`).</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Low { get; init; } = [];

    /// <summary>The severities with their own topic, and their subscribers.</summary>
    internal IEnumerable<(Severity Severity, IReadOnlyList<string> Notify)> Own =>
        new[] { (Severity.Low, Low), (Severity.Medium, Medium), (Severity.High, High) }.Where(severity => severity.Item2.Count > 0);
}

using System.ComponentModel.DataAnnotations;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Who is told of alarms of one severity: each that names somebody has a topic of its own.</summary>
public sealed record SeveritySettings
{
    /// <summary>Alarms to be looked at now.</summary>
    public SubscriberSettings High { get; init; } = new();

    /// <summary>Alarms to be looked at on the day.</summary>
    public SubscriberSettings Medium { get; init; } = new();

    /// <summary>Alarms that are worth knowing of.</summary>
    public SubscriberSettings Low { get; init; } = new();

    /// <summary>The severities that have a topic of their own, and who is told.</summary>
    internal IEnumerable<(Severity Severity, IReadOnlyList<string> Notify)> Own =>
        new[] { (Severity.Low, Low.Notify), (Severity.Medium, Medium.Notify), (Severity.High, High.Notify) }.Where(severity => severity.Item2.Count > 0);
}

/// <summary>Who is told.</summary>
public sealed record SubscriberSettings
{
    /// <summary>Email addresses, https URLs, and the ARNs of SQS queues and Lambda functions. Default: those of `alarms.notify`.</summary>
    [DataType(SettingsSchema.Subscriber)]
    public IReadOnlyList<string> Notify { get; init; } = [];
}

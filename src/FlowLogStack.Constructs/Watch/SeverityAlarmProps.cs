using Amazon.CDK.AWS.SNS;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>Properties for <see cref="SeverityAlarm"/>.</summary>
public sealed record SeverityAlarmProps
{
    /// <summary>Severity of the alarms. Required.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Alarms to combine, 1 to 100. They should not notify topics themselves. Required.</summary>
    public required IReadOnlyList<DetectionAlarm> Alarms { get; init; }

    /// <summary>
    /// Topics to notify when the first of the alarms enters <c>ALARM</c> and when the last one returns to <c>OK</c>, at most five. Default: none.
    /// </summary>
    public IReadOnlyList<ITopic> Topics { get; init; } = [];

    /// <summary>Prefix of the alarm's name; empty for no prefix. Default: null (the stack's name and the construct's path).</summary>
    public string? AlarmNamePrefix { get; init; }
}

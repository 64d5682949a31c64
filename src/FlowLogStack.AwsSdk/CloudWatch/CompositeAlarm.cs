namespace Amazon.CloudWatch.Model;

/// <summary>An alarm on the states of other alarms.</summary>
public class CompositeAlarm
{
    /// <summary>Name of the alarm.</summary>
    public string? AlarmName { get; set; }

    /// <summary>ARN of the alarm.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>Description.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>Expression over the states of other alarms, such as <c>ALARM("a") OR ALARM("b")</c>.</summary>
    public string? AlarmRule { get; set; }

    /// <summary>Whether actions are enabled.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>ARNs of the actions that run when the alarm enters <c>ALARM</c>; null for none.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>ARNs of the actions that run when the alarm returns to <c>OK</c>; null for none.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>ARNs of the actions that run when the alarm enters <c>INSUFFICIENT_DATA</c>; null for none.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>Alarm that suppresses the actions; null for none.</summary>
    public string? ActionsSuppressor { get; set; }

    /// <summary>State.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Reason for the state, as text.</summary>
    public string? StateReason { get; set; }

    /// <summary>Time of the last update of the state (UTC), even to the same value.</summary>
    public DateTime? StateUpdatedTimestamp { get; set; }

    /// <summary>Time of the last change of the state (UTC).</summary>
    public DateTime? StateTransitionedTimestamp { get; set; }
}

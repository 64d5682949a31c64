namespace Amazon.CloudWatch.Model;

/// <summary>An alarm on the states of other alarms.</summary>
public class CompositeAlarm
{
    /// <summary>The alarm's name.</summary>
    public string? AlarmName { get; set; }

    /// <summary>The alarm's ARN.</summary>
    public string? AlarmArn { get; set; }

    /// <summary>What it says of itself.</summary>
    public string? AlarmDescription { get; set; }

    /// <summary>What it makes of the states of others, as in <c>ALARM("a") OR ALARM("b")</c>.</summary>
    public string? AlarmRule { get; set; }

    /// <summary>Whether its actions run.</summary>
    public bool? ActionsEnabled { get; set; }

    /// <summary>What runs when it goes off; null for nothing.</summary>
    public List<string>? AlarmActions { get; set; }

    /// <summary>What runs when it is over; null for nothing.</summary>
    public List<string>? OKActions { get; set; }

    /// <summary>What runs when data are too few; null for nothing.</summary>
    public List<string>? InsufficientDataActions { get; set; }

    /// <summary>The alarm that keeps its actions from running; null for none.</summary>
    public string? ActionsSuppressor { get; set; }

    /// <summary>Its state.</summary>
    public StateValue? StateValue { get; set; }

    /// <summary>Why it is in its state, in words.</summary>
    public string? StateReason { get; set; }

    /// <summary>When its state was last written, in UTC, be it to the same value.</summary>
    public DateTime? StateUpdatedTimestamp { get; set; }

    /// <summary>When its state last became another, in UTC.</summary>
    public DateTime? StateTransitionedTimestamp { get; set; }
}

using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A type of history items of alarms; CloudWatch may add others.</summary>
public class HistoryItemType : ConstantClass
{
    /// <summary>An action of the alarm was executed, or failed.</summary>
    public static readonly HistoryItemType Action = new("Action");

    /// <summary>The configuration of the alarm changed.</summary>
    public static readonly HistoryItemType ConfigurationUpdate = new("ConfigurationUpdate");

    /// <summary>The state of the alarm changed.</summary>
    public static readonly HistoryItemType StateUpdate = new("StateUpdate");

    /// <summary>Creates the value of a name.</summary>
    public HistoryItemType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static HistoryItemType FindValue(string value) => FindValue<HistoryItemType>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator HistoryItemType?(string? value) => value is null ? null : FindValue(value);
}

using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A type of alarm; CloudWatch may add others.</summary>
public class AlarmType : ConstantClass
{
    /// <summary>An alarm on the states of other alarms.</summary>
    public static readonly AlarmType CompositeAlarm = new("CompositeAlarm");

    /// <summary>An alarm on metrics.</summary>
    public static readonly AlarmType MetricAlarm = new("MetricAlarm");

    /// <summary>Creates the value of a name.</summary>
    public AlarmType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static AlarmType FindValue(string value) => FindValue<AlarmType>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator AlarmType?(string? value) => value is null ? null : FindValue(value);
}

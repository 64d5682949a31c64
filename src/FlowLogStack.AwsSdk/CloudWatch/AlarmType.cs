using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The kinds of alarm; CloudWatch may add others.</summary>
public class AlarmType : ConstantClass
{
    /// <summary>An alarm on the states of others.</summary>
    public static readonly AlarmType CompositeAlarm = new("CompositeAlarm");

    /// <summary>An alarm on metrics.</summary>
    public static readonly AlarmType MetricAlarm = new("MetricAlarm");

    /// <summary>The value of that name.</summary>
    public AlarmType(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static AlarmType FindValue(string value) => FindValue<AlarmType>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator AlarmType?(string? value) => value is null ? null : FindValue(value);
}

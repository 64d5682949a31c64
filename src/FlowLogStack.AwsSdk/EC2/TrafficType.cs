using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>The traffic that a flow log records; EC2 may add others.</summary>
public class TrafficType : ConstantClass
{
    /// <summary>What was let through.</summary>
    public static readonly TrafficType ACCEPT = new("ACCEPT");

    /// <summary>Everything.</summary>
    public static readonly TrafficType ALL = new("ALL");

    /// <summary>What was turned away.</summary>
    public static readonly TrafficType REJECT = new("REJECT");

    /// <summary>The value of that name.</summary>
    public TrafficType(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static TrafficType FindValue(string value) => FindValue<TrafficType>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator TrafficType?(string? value) => value is null ? null : FindValue(value);
}

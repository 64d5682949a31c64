using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>A type of traffic that a flow log records; EC2 may add others.</summary>
public class TrafficType : ConstantClass
{
    /// <summary>Accepted traffic.</summary>
    public static readonly TrafficType ACCEPT = new("ACCEPT");

    /// <summary>All traffic.</summary>
    public static readonly TrafficType ALL = new("ALL");

    /// <summary>Rejected traffic.</summary>
    public static readonly TrafficType REJECT = new("REJECT");

    /// <summary>Creates the value of a name.</summary>
    public TrafficType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static TrafficType FindValue(string value) => FindValue<TrafficType>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator TrafficType?(string? value) => value is null ? null : FindValue(value);
}

using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>A type of resource that a flow log records; EC2 may add others.</summary>
public class FlowLogsResourceType : ConstantClass
{
    /// <summary>A VPC.</summary>
    public static readonly FlowLogsResourceType VPC = new("VPC");

    /// <summary>Creates the value of a name.</summary>
    public FlowLogsResourceType(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static FlowLogsResourceType FindValue(string value) => FindValue<FlowLogsResourceType>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator FlowLogsResourceType?(string? value) => value is null ? null : FindValue(value);
}

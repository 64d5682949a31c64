using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The states of an alarm; CloudWatch may add others.</summary>
public class StateValue : ConstantClass
{
    /// <summary>It has gone off.</summary>
    public static readonly StateValue ALARM = new("ALARM");

    /// <summary>There are too few data to tell.</summary>
    [SuppressMessage("Naming", "CA1707", Justification = "The SDK's own name.")]
    public static readonly StateValue INSUFFICIENT_DATA = new("INSUFFICIENT_DATA");

    /// <summary>It has not gone off.</summary>
    public static readonly StateValue OK = new("OK");

    /// <summary>The value of that name.</summary>
    public StateValue(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static StateValue FindValue(string value) => FindValue<StateValue>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator StateValue?(string? value) => value is null ? null : FindValue(value);
}

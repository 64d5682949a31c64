using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A state of an alarm; CloudWatch may add others.</summary>
public class StateValue : ConstantClass
{
    /// <summary>The alarm is in <c>ALARM</c>.</summary>
    public static readonly StateValue ALARM = new("ALARM");

    /// <summary>The alarm has too little data.</summary>
    [SuppressMessage("Naming", "CA1707", Justification = "The SDK's own name.")]
    public static readonly StateValue INSUFFICIENT_DATA = new("INSUFFICIENT_DATA");

    /// <summary>The alarm is in <c>OK</c>.</summary>
    public static readonly StateValue OK = new("OK");

    /// <summary>Creates the value of a name.</summary>
    public StateValue(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static StateValue FindValue(string value) => FindValue<StateValue>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator StateValue?(string? value) => value is null ? null : FindValue(value);
}

using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>The unit of a metric, such as <c>Count</c>.</summary>
public class StandardUnit : ConstantClass
{
    /// <summary>Creates the value of a name.</summary>
    public StandardUnit(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static StandardUnit FindValue(string value) => FindValue<StandardUnit>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator StandardUnit?(string? value) => value is null ? null : FindValue(value);
}

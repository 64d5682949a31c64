using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>The unit of a metric, as in <c>Count</c>.</summary>
public class StandardUnit : ConstantClass
{
    /// <summary>The value of that name.</summary>
    public StandardUnit(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static StandardUnit FindValue(string value) => FindValue<StandardUnit>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator StandardUnit?(string? value) => value is null ? null : FindValue(value);
}

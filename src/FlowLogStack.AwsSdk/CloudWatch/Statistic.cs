using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>How the values of a period become one, as in <c>Sum</c>.</summary>
public class Statistic : ConstantClass
{
    /// <summary>The value of that name.</summary>
    public Statistic(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static Statistic FindValue(string value) => FindValue<Statistic>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator Statistic?(string? value) => value is null ? null : FindValue(value);
}

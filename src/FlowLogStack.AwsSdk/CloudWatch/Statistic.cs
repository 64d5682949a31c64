using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A statistic of the values of a period, such as <c>Sum</c>.</summary>
public class Statistic : ConstantClass
{
    /// <summary>Creates the value of a name.</summary>
    public Statistic(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static Statistic FindValue(string value) => FindValue<Statistic>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator Statistic?(string? value) => value is null ? null : FindValue(value);
}

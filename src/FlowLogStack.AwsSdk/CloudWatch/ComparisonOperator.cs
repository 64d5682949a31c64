using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The comparison by which a datapoint breaches, such as <c>GreaterThanOrEqualToThreshold</c>.</summary>
public class ComparisonOperator : ConstantClass
{
    /// <summary>Creates the value of a name.</summary>
    public ComparisonOperator(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static ComparisonOperator FindValue(string value) => FindValue<ComparisonOperator>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator ComparisonOperator?(string? value) => value is null ? null : FindValue(value);
}

using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>When a datapoint breaches, as in <c>GreaterThanOrEqualToThreshold</c>.</summary>
public class ComparisonOperator : ConstantClass
{
    /// <summary>The value of that name.</summary>
    public ComparisonOperator(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static ComparisonOperator FindValue(string value) => FindValue<ComparisonOperator>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator ComparisonOperator?(string? value) => value is null ? null : FindValue(value);
}

using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>The states of a stack, as in <c>CREATE_COMPLETE</c>.</summary>
public class StackStatus : ConstantClass
{
    /// <summary>The value of that name.</summary>
    public StackStatus(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static StackStatus FindValue(string value) => FindValue<StackStatus>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator StackStatus?(string? value) => value is null ? null : FindValue(value);
}

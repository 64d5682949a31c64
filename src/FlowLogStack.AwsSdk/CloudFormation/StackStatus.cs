using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>A state of a stack, such as <c>CREATE_COMPLETE</c>.</summary>
public class StackStatus : ConstantClass
{
    /// <summary>Creates the value of a name.</summary>
    public StackStatus(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static StackStatus FindValue(string value) => FindValue<StackStatus>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator StackStatus?(string? value) => value is null ? null : FindValue(value);
}

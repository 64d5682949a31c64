using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>The states of a resource of a stack, as in <c>CREATE_COMPLETE</c>.</summary>
public class ResourceStatus : ConstantClass
{
    /// <summary>The value of that name.</summary>
    public ResourceStatus(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static ResourceStatus FindValue(string value) => FindValue<ResourceStatus>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator ResourceStatus?(string? value) => value is null ? null : FindValue(value);
}

using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>A state of a resource of a stack, such as <c>CREATE_COMPLETE</c>.</summary>
public class ResourceStatus : ConstantClass
{
    /// <summary>Creates the value of a name.</summary>
    public ResourceStatus(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static ResourceStatus FindValue(string value) => FindValue<ResourceStatus>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator ResourceStatus?(string? value) => value is null ? null : FindValue(value);
}

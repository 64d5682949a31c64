using System.Reflection;

namespace FlowLogStack.Packages.Tests;

/// <summary>A reference of a compiled assembly to a member of CDK.</summary>
/// <param name="Name">The member, with its type and namespace.</param>
/// <param name="Member">The member that the reference resolves to. Null if there is none.</param>
sealed record CdkReference(string Name, MemberInfo? Member)
{
    /// <summary>Whether CDK is about to remove the member.</summary>
    public bool IsObsolete => IsMarked(Member) || (Member is MethodBase { IsSpecialName: true } accessor && IsMarked(PropertyOf(accessor)));

    /// <summary>Whether the reference is to the setter of a property that holds a resource or its name. Later versions of CDK widen such properties.</summary>
    public bool SetsAnotherResource
    {
        get
        {
            if (Member is not MethodInfo { IsSpecialName: true } setter || !setter.Name.StartsWith("set_", StringComparison.Ordinal))
                return false;
            var type = setter.GetParameters().Single().ParameterType;
            var isOfLevel1 = setter.DeclaringType!.FullName!.Contains(".Cfn", StringComparison.Ordinal);
            return isOfLevel1
                ? type == typeof(string) && Kinds.Any(kind => setter.Name.EndsWith(kind, StringComparison.Ordinal))
                : type.GetInterfaces().Any(IsReference);
        }
    }

    // The endings of level 1 properties that CDK has widened so far, and of those that are like them.
    static readonly string[] Kinds =
    [
        "Arn", "RoleName", "Role", "Queue", "BucketName", "LogGroup", "LogGroupName", "DatabaseName", "Database", "WorkGroup",
        "FunctionName", "KmsKeyId", "KmsKey", "TopicName", "ResourceId", "VpcId", "SubnetId",
    ];

    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static bool IsReference(Type type) =>
        type.Namespace!.StartsWith("Amazon.CDK.Interfaces", StringComparison.Ordinal) && type.Name.EndsWith("Ref", StringComparison.Ordinal);

    static PropertyInfo? PropertyOf(MethodBase accessor) =>
        accessor.DeclaringType!.GetProperties(All).FirstOrDefault(property => property.GetAccessors(true).Contains(accessor));

    static bool IsMarked(MemberInfo? member) =>
        member?.GetCustomAttributesData().Any(attribute => attribute.AttributeType == typeof(ObsoleteAttribute)) == true;
}

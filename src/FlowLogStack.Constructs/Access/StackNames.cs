using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>The prefix of the names that CloudFormation generates.</summary>
static class StackNames
{
    /// <summary>Returns the prefix of the generated names of a construct's resources, for use in a key policy.</summary>
    /// <remarks>
    /// In the key's stack, the pseudo parameter would be the name of that stack. The name of a nested stack starts with its parent's name; its
    /// own name would create a dependency cycle, because the nested stack uses the key.
    /// </remarks>
    public static string Of(IConstruct construct, IKey key) =>
        key.Node.DefaultChild is CfnKey && Places.ShareStack(key, construct) ? Aws.STACK_NAME : Places.DeployedNameOf(construct);
}

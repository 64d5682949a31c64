using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>The start of the names that CloudFormation generates.</summary>
static class StackNames
{
    /// <summary>What a generated name of a construct's resources starts with, to be written in the policy of a key.</summary>
    /// <remarks>
    /// The pseudo parameter would be the name of the stack that has the key. A nested stack's name starts with its parent's, whose
    /// own would be a cycle, since the nested stack is given the key.
    /// </remarks>
    public static string Of(IConstruct construct, IKey key)
    {
        var stack = Stack.Of(construct);
        if (key.Node.DefaultChild is CfnKey && Stack.Of(key).Node.Path == stack.Node.Path)
            return Aws.STACK_NAME;
        while (stack.NestedStackParent is { } parent)
            stack = parent;
        return stack.StackName;
    }
}

using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Query;

/// <summary>Names for resources that CloudFormation does not name: the stack's name and the construct's place in it, which people recognize.</summary>
static class PathName
{
    const int MaximumLength = 128;

    public static string Of(Construct construct, char separator, int maximumLength = MaximumLength)
    {
        var stack = Stack.Of(construct);
        // A nested stack's name is only known at deployment; its construct id is as telling.
        var stackName = Token.IsUnresolved(stack.StackName) ? stack.Node.Id : stack.StackName;
        var parts = construct.Node.Path[stack.Node.Path.Length..].Split('/').Prepend(stackName)
            .Select(part => string.Concat(part.Where(char.IsAsciiLetterOrDigit)))
            .Where(part => part.Length > 0);
        var name = string.Join(separator, parts);
        return name.Length <= maximumLength
            ? name
            : Names.UniqueResourceName(construct, new UniqueResourceNameOptions { Separator = separator.ToString(), MaxLength = maximumLength });
    }
}

using System.Runtime.CompilerServices;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>The places of constructs in the tree: stack, root, path and environment, each requested from CDK once.</summary>
/// <remarks>Constructs don't move. Each call to CDK is a message to another process and an answer.</remarks>
static class Places
{
    static readonly ConditionalWeakTable<IConstruct, Place> Known = [];

    /// <summary>Returns the stack of a construct, as <c>Stack.Of</c> does.</summary>
    public static Stack StackOf(IConstruct construct) => Of(construct).Stack ??= Stack.Of(construct);

    /// <summary>Returns the root of a construct's tree.</summary>
    public static IConstruct RootOf(IConstruct construct) => Of(construct).Root ??= construct.Node.Root;

    /// <summary>Returns the path of a construct in its tree.</summary>
    public static string PathOf(IConstruct construct) => Of(construct).Path ??= construct.Node.Path;

    /// <summary>Returns the account and the region of a construct's stack; tokens if the stack has no environment.</summary>
    public static (string Account, string Region) EnvironmentOf(IConstruct construct)
    {
        var stack = StackOf(construct);
        return Of(stack).Environment ??= (stack.Account, stack.Region);
    }

    static Place Of(IConstruct construct) => Known.GetValue(construct, static _ => new Place());

    sealed class Place
    {
        public Stack? Stack { get; set; }

        public IConstruct? Root { get; set; }

        public string? Path { get; set; }

        public (string Account, string Region)? Environment { get; set; }
    }
}

using System.Runtime.CompilerServices;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>The places of constructs in the tree, and the constants of their stacks, each requested from CDK once.</summary>
/// <remarks>Constructs don't move. Each call to CDK is a message to another process and an answer.</remarks>
static class Places
{
    static readonly ConditionalWeakTable<IConstruct, Place> Known = [];

    /// <summary>Registers a construct of ours in its constructor, so that its place follows from that of its scope, without calls.</summary>
    /// <param name="construct">The construct, which is not a stack.</param>
    /// <param name="scope">Its scope.</param>
    /// <param name="id">Its id.</param>
    public static void Add(Construct construct, Construct scope, string id) => Of(construct).Given = (scope, id);

    /// <summary>Returns the stack of a construct, as <c>Stack.Of</c> does.</summary>
    public static Stack StackOf(IConstruct construct)
    {
        var place = Of(construct);
        return place.Stack ??= place.Given is { Scope: var scope } ? StackOf(scope) : Stack.Of(construct);
    }

    /// <summary>Returns whether two constructs are of one stack.</summary>
    public static bool ShareStack(IConstruct one, IConstruct other) => PathOf(StackOf(one)) == PathOf(StackOf(other));

    /// <summary>Returns the stack with which a construct is deployed: for a construct of a nested stack, the stack around it.</summary>
    public static Stack DeployedStackOf(IConstruct construct)
    {
        var stack = StackOf(construct);
        return Of(stack).Deployed ??= stack.NestedStackParent is { } parent ? DeployedStackOf(parent) : stack;
    }

    /// <summary>Returns the name of the stack with which a construct is deployed. The name of a nested stack isn't known during synthesis.</summary>
    public static string DeployedNameOf(IConstruct construct)
    {
        var stack = DeployedStackOf(construct);
        return Of(stack).Name ??= stack.StackName;
    }

    /// <summary>Returns the node of a construct.</summary>
    public static Node NodeOf(IConstruct construct) => Of(construct).Node ??= construct.Node;

    /// <summary>Returns the root of a construct's tree.</summary>
    public static IConstruct RootOf(IConstruct construct)
    {
        var place = Of(construct);
        return place.Root ??= place.Given is { Scope: var scope } ? RootOf(scope) : NodeOf(construct).Root;
    }

    /// <summary>Returns the scope of a construct; null for a root.</summary>
    public static IConstruct? ScopeOf(IConstruct construct)
    {
        var place = Of(construct);
        return place.Given is { Scope: var scope } ? scope : (place.Scope ??= new(NodeOf(construct).Scope)).Value;
    }

    /// <summary>Returns the path of a construct in its tree.</summary>
    public static string PathOf(IConstruct construct)
    {
        var place = Of(construct);
        return place.Path ??= place.Given is { } given && PathOf(given.Scope) is { Length: > 0 } above
            // CDK replaces slashes in ids.
            ? $"{above}/{given.Id.Replace("/", "--", StringComparison.Ordinal)}"
            : NodeOf(construct).Path;
    }

    /// <summary>Returns the account and the region of a construct's stack; tokens if the stack has no environment.</summary>
    public static (string Account, string Region) EnvironmentOf(IConstruct construct)
    {
        var stack = StackOf(construct);
        return Of(stack).Environment ??= (stack.Account, stack.Region);
    }

    /// <summary>Returns the partition of a construct's stack; a token if the stack's region doesn't determine it.</summary>
    public static string PartitionOf(IConstruct construct)
    {
        var stack = StackOf(construct);
        return Of(stack).Partition ??= stack.Partition;
    }

    static Place Of(IConstruct construct) => Known.GetValue(construct, static _ => new Place());

    sealed class Place
    {
        public (Construct Scope, string Id)? Given { get; set; }

        public Stack? Stack { get; set; }

        public Stack? Deployed { get; set; }

        public string? Name { get; set; }

        public Node? Node { get; set; }

        public IConstruct? Root { get; set; }

        public StrongBox<IConstruct?>? Scope { get; set; }

        public string? Path { get; set; }

        public (string Account, string Region)? Environment { get; set; }

        public string? Partition { get; set; }
    }
}

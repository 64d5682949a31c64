using System.Text.Json;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>The names of an app's resources that AWS requires to be unique in an account and region, and the metrics that only one construct may publish.</summary>
sealed class PhysicalNames : Construct
{
    const string Id = "FlowLogStackNames";

    readonly Dictionary<string, string> owners = [];

    PhysicalNames(Construct scope, string id)
        : base(scope, id)
    {
    }

    /// <summary>Reserves a name for a construct.</summary>
    /// <param name="owner">The construct.</param>
    /// <param name="kind">The kind of the resource, as in "alarms".</param>
    /// <param name="name">The name; a token is compared by what it resolves to.</param>
    /// <param name="fix">What to set instead.</param>
    /// <exception cref="ArgumentException">Another construct of the same account and region has reserved the name.</exception>
    internal static void Reserve(Construct owner, string kind, string name, string fix)
    {
        var root = (Construct)owner.Node.Root;
        var names = root.Node.TryFindChild(Id) as PhysicalNames ?? new PhysicalNames(root, Id);
        var path = owner.Node.Path;
        if (!names.owners.TryAdd(Key(owner, kind, name), path) && names.owners[Key(owner, kind, name)] != path)
            throw new ArgumentException($"Two {kind} are named '{Shown(owner, name)}', of '{names.owners[Key(owner, kind, name)]}' and of '{path}', in one account and region. {fix}");
    }

    // Stacks without an environment are deployed to the same one unless profiles differ.
    static string Key(Construct owner, string kind, string name)
    {
        var stack = Stack.Of(owner);
        var scope = Token.IsUnresolved(name) ? stack.Node.Path : "";
        return string.Join('\n', kind, Known(stack.Account), Known(stack.Region), scope, Shown(owner, name));
    }

    static string Known(string value) => Token.IsUnresolved(value) ? "" : value;

    static string Shown(Construct owner, string name) => Token.IsUnresolved(name) ? JsonSerializer.Serialize(Stack.Of(owner).Resolve(name)) : name;
}

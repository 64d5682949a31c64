using System.Text.Json;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>Register of the app's names that must be unique in an account and Region, and of metrics that only one construct can publish.</summary>
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
    /// <param name="kind">Kind of resource in the error message, such as "alarms".</param>
    /// <param name="name">The name. Tokens are compared by their resolved values.</param>
    /// <param name="fix">The fix in the error message.</param>
    /// <exception cref="ArgumentException">Another construct of the same account and Region has reserved the name.</exception>
    internal static void Reserve(Construct owner, string kind, string name, string fix)
    {
        var root = (Construct)owner.Node.Root;
        var names = root.Node.TryFindChild(Id) as PhysicalNames ?? new PhysicalNames(root, Id);
        var path = owner.Node.Path;
        if (!names.owners.TryAdd(Key(owner, kind, name), path) && names.owners[Key(owner, kind, name)] != path)
            throw new ArgumentException($"Two {kind} are named '{Shown(owner, name)}', of '{names.owners[Key(owner, kind, name)]}' and of '{path}', in one account and region. {fix}");
    }

    // Stacks without an environment are assumed to have the same one.
    static string Key(Construct owner, string kind, string name)
    {
        var stack = Stack.Of(owner);
        var scope = Token.IsUnresolved(name) ? stack.Node.Path : "";
        return string.Join('\n', kind, Known(stack.Account), Known(stack.Region), scope, Shown(owner, name));
    }

    static string Known(string value) => Token.IsUnresolved(value) ? "" : value;

    static string Shown(Construct owner, string name) => Token.IsUnresolved(name) ? JsonSerializer.Serialize(Stack.Of(owner).Resolve(name)) : name;
}

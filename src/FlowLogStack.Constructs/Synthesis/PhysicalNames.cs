using System.Runtime.CompilerServices;
using System.Text.Json;
using Constructs;

namespace FlowLogStack;

/// <summary>Register of the app's names that must be unique in an account and Region, and of metrics that only one construct can publish.</summary>
sealed class PhysicalNames : Construct
{
    const string Id = "FlowLogStackNames";

    static readonly ConditionalWeakTable<IConstruct, PhysicalNames> OfTrees = [];

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
    /// <param name="scope">Where the name must be unique.</param>
    /// <exception cref="ArgumentException">Another construct of the same account and Region has reserved the name.</exception>
    internal static void Reserve(Construct owner, string kind, string name, string fix, NameScope scope = NameScope.Region)
    {
        var names = OfTrees.GetValue(
            Places.RootOf(owner),
            static root => root.Node.TryFindChild(Id) as PhysicalNames ?? new PhysicalNames((Construct)root, Id));
        var path = Places.PathOf(owner);
        var shown = Shown(owner, name);
        var key = Key(owner, kind, name, shown, scope);
        if (!names.owners.TryAdd(key, path) && names.owners[key] != path)
            throw new ArgumentException($"Two {kind} are named '{shown}', of '{names.owners[key]}' and of '{path}'{Described(scope)}. {fix}");
    }

    // Stacks without an environment are assumed to have the same one.
    static string Key(Construct owner, string kind, string name, string shown, NameScope scope)
    {
        var (account, region) = Places.EnvironmentOf(owner);
        var stack = Token.IsUnresolved(name) ? Places.PathOf(Places.StackOf(owner)) : "";
        return scope switch
        {
            NameScope.Region => string.Join('\n', kind, Known(account), Known(region), stack, shown),
            NameScope.Account => string.Join('\n', kind, Known(account), stack, shown),
            _ => string.Join('\n', kind, Known(Places.PartitionOf(owner)), stack, shown),
        };
    }

    static string Described(NameScope scope) => scope switch
    {
        NameScope.Region => ", in one account and region",
        NameScope.Account => ", and the regions of an account share these names",
        _ => ", and all accounts share these names",
    };

    static string Known(string value) => Token.IsUnresolved(value) ? "" : value;

    static string Shown(Construct owner, string name) => Token.IsUnresolved(name) ? JsonSerializer.Serialize(Places.StackOf(owner).Resolve(name)) : name;
}

using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Resolves the properties of resources as CDK does, and keeps the resources of other stacks that they refer to.</summary>
sealed class ReferenceFinder : DefaultTokenResolver
{
    readonly string stack;
    readonly Dictionary<IResolvable, object> seen = new(ReferenceEqualityComparer.Instance);
    readonly List<(int Index, IConstruct Target)> found = [];

    ReferenceFinder(Stack stack)
        : base(new StringConcat()) => this.stack = Places.PathOf(stack);

    /// <summary>Returns the references to resources of other stacks, each with the index of the properties that have it first.</summary>
    /// <param name="stack">The stack of the resources.</param>
    /// <param name="properties">The properties of each resource, with tokens.</param>
    public static IReadOnlyList<(int Index, IConstruct Target)> ToOtherStacks(Stack stack, IEnumerable<object> properties)
    {
        var finder = new ReferenceFinder(stack);
        Tokenization.Resolve(properties.ToArray(), new ResolveOptions { Scope = stack, Resolver = finder, Preparing = true });
        return finder.found;
    }

    /// <inheritdoc/>
    public override object ResolveToken(IResolvable t, IResolveContext context, IPostProcessor postProcessor)
    {
        if (seen.TryGetValue(t, out var known))
            return known;
        return seen[t] = t is Reference reference ? Follow(reference, context, postProcessor) : base.ResolveToken(t, context, postProcessor);
    }

    object Follow(Reference reference, IResolveContext context, IPostProcessor postProcessor)
    {
        var target = reference.Target;
        if (Places.PathOf(Places.StackOf(target)) == stack)
            return "";
        var resolved = base.ResolveToken(reference, context, postProcessor);
        // A reference to a resource of another environment is its name, which waits for nothing.
        if (resolved is not string)
            found.Add((int.Parse(context.DocumentPath[0].Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture), target));
        return resolved;
    }
}

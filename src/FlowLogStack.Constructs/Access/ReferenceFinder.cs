using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Resolves values as CDK does, and keeps the resources that they refer to.</summary>
sealed class ReferenceFinder : DefaultTokenResolver
{
    readonly List<IConstruct> targets = [];

    ReferenceFinder()
        : base(new StringConcat())
    {
    }

    /// <summary>Returns the resources that a value refers to from a construct.</summary>
    /// <param name="scope">The construct that has the value.</param>
    /// <param name="value">The value, with tokens.</param>
    public static IReadOnlyList<IConstruct> TargetsOf(IConstruct scope, object value)
    {
        var finder = new ReferenceFinder();
        Tokenization.Resolve(value, new ResolveOptions { Scope = scope, Resolver = finder, Preparing = true });
        return finder.targets;
    }

    /// <inheritdoc/>
    public override object ResolveToken(IResolvable t, IResolveContext context, IPostProcessor postProcessor)
    {
        var resolved = base.ResolveToken(t, context, postProcessor);
        // A reference to a resource of another environment is its name, which waits for nothing.
        if (t is Reference reference && resolved is not string)
            targets.Add(reference.Target);
        return resolved;
    }
}

using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;

namespace FlowLogStack.Access;

/// <summary>Many calls to CDK within a callback of CDK, such as an aspect or a validation.</summary>
/// <remarks>
/// JSII keeps each call that a callback makes on its stack until the callback returns, and some thousand exhaust it. A callback within the
/// callback returns earlier.
/// </remarks>
sealed class CallsApart : DeputyBase, IStringProducer
{
    const int Together = 100;

    readonly Action action;

    CallsApart(Action action)
        : base(new DeputyProps()) => this.action = action;

    /// <summary>Returns a result for each item, of calls to CDK.</summary>
    /// <param name="stack">Any stack.</param>
    /// <param name="items">The items.</param>
    /// <param name="call">The calls for one of them.</param>
    public static List<TResult> Of<TItem, TResult>(Stack stack, IEnumerable<TItem> items, Func<TItem, TResult> call)
    {
        var results = new List<TResult>();
        foreach (var chunk in items.Chunk(Together))
            stack.Resolve(Lazy.UncachedString(new CallsApart(() => results.AddRange(chunk.Select(call)))));
        return results;
    }

    /// <inheritdoc/>
    public string Produce(IResolveContext context)
    {
        action();
        return "";
    }
}

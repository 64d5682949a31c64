namespace FlowLogStack.Processor;

/// <summary>An event on its way through the function, or an event inside it.</summary>
/// <param name="Run">The invocation.</param>
/// <param name="Depth">How many events surround this one; 0 when its answer is the invocation's.</param>
/// <param name="IsReplay">Whether a dead letter holds it, which stays when it fails.</param>
readonly record struct Passage(Run Run, int Depth, bool IsReplay)
{
    const int MostDepth = 8;

    /// <summary>The passage of an event inside this one.</summary>
    /// <exception cref="EventException">Too many surround it.</exception>
    public Passage Inner() => Depth < MostDepth
        ? this with { Depth = Depth + 1 }
        : throw new EventException($"The event holds another inside more than {MostDepth} others: send it by itself.");
}

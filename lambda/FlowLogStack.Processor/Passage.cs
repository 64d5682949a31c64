namespace FlowLogStack.Processor;

/// <summary>The passage of an event, or of an inner event, through the function.</summary>
/// <param name="Run">The invocation.</param>
/// <param name="Depth">Number of enclosing events; 0 if the event's response is the invocation's.</param>
/// <param name="IsReplay">Whether the event comes from a dead letter, which is kept if the event fails.</param>
readonly record struct Passage(Run Run, int Depth, bool IsReplay)
{
    const int MostDepth = 8;

    /// <summary>Returns the passage of an inner event.</summary>
    /// <exception cref="EventException">More than eight events enclose it.</exception>
    public Passage Inner() => Depth < MostDepth
        ? this with { Depth = Depth + 1 }
        : throw new EventException($"The event holds another inside more than {MostDepth} others: send it by itself.");
}

namespace FlowLogStack.Records;

/// <summary>Patterns that look at the same events: where an event's fields are is found once for all of them.</summary>
/// <remarks>Immutable, so one set serves any number of threads; matching allocates nothing.</remarks>
public sealed class LogPatternSet
{
    readonly PatternBody[] bodies;

    /// <summary>Makes a set of patterns, which are known by their place in it from 0.</summary>
    public LogPatternSet(params IEnumerable<LogPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        bodies = [.. patterns.Select(pattern => pattern.Body)];
    }

    /// <summary>How many patterns there are.</summary>
    public int Count => bodies.Length;

    /// <summary>Finds the patterns that select an event.</summary>
    /// <param name="message">The event's message in UTF-8.</param>
    /// <param name="matching">Receives the places of those that do, in order; room for <see cref="Count"/>.</param>
    /// <returns>How many do.</returns>
    /// <exception cref="ArgumentException">There is not room enough.</exception>
    public int Match(ReadOnlySpan<byte> message, Span<int> matching)
    {
        Span<int> starts = stackalloc int[EventBounds.Capacity];
        return Match(message, starts, EventBounds.Find(message, starts), matching);
    }

    /// <summary>Finds the patterns that select an event whose fields were found before.</summary>
    /// <param name="message">The event's message in UTF-8.</param>
    /// <param name="starts">Where its fields start, as <see cref="EventBounds"/> found them.</param>
    /// <param name="fields">How many there are, or -1 when they have to be walked over.</param>
    /// <param name="matching">Receives the places of those that do, in order; room for <see cref="Count"/>.</param>
    internal int Match(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields, Span<int> matching)
    {
        if (matching.Length < bodies.Length)
            throw new ArgumentException($"There is room for {matching.Length} of {bodies.Length} patterns.", nameof(matching));
        var count = 0;
        for (var i = 0; i < bodies.Length; i++)
        {
            if (bodies[i].IsMatch(message, starts, fields))
                matching[count++] = i;
        }

        return count;
    }
}

namespace FlowLogStack.Records;

/// <summary>A set of patterns for the same events, whose fields are located once for all patterns.</summary>
/// <remarks>Immutable, so one set can serve any number of threads; matching allocates nothing.</remarks>
public sealed class LogPatternSet
{
    readonly PatternBody[] bodies;

    /// <summary>Creates a set of patterns, which are identified by their place in it from 0.</summary>
    public LogPatternSet(params IEnumerable<LogPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        bodies = [.. patterns.Select(pattern => pattern.Body)];
    }

    /// <summary>Number of patterns.</summary>
    public int Count => bodies.Length;

    /// <summary>Finds the patterns that select an event.</summary>
    /// <param name="message">Message of the event in UTF-8.</param>
    /// <param name="matching">Receives the places of the selecting patterns, in order; its length is at least <see cref="Count"/>.</param>
    /// <returns>Number of selecting patterns.</returns>
    /// <exception cref="ArgumentException"><paramref name="matching"/> is too short.</exception>
    public int Match(ReadOnlySpan<byte> message, Span<int> matching)
    {
        Span<int> starts = stackalloc int[EventBounds.Capacity];
        return Match(message, starts, EventBounds.Find(message, starts), matching);
    }

    /// <summary>Finds the patterns that select an event with known field positions.</summary>
    /// <param name="message">Message of the event in UTF-8.</param>
    /// <param name="starts">Starts of its fields, from <see cref="EventBounds"/>.</param>
    /// <param name="fields">Number of its fields; -1 if they have to be enumerated.</param>
    /// <param name="matching">Receives the places of the selecting patterns, in order; its length is at least <see cref="Count"/>.</param>
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

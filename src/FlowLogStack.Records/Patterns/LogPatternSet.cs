namespace FlowLogStack.Records;

/// <summary>A set of patterns for the same events, whose fields are located once for all patterns, and whose common conditions are tested once.</summary>
/// <remarks>Immutable, so one set can serve any number of threads; matching allocates nothing.</remarks>
public sealed class LogPatternSet
{
    const byte Holds = 1;
    const byte Fails = 2;

    readonly Entry[] entries;
    readonly SlotCondition[] conditions;

    /// <summary>Creates a set of patterns, which are identified by their place in it from 0.</summary>
    public LogPatternSet(params IEnumerable<LogPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        var distinct = new DistinctConditions<SlotCondition, (int, bool, string)>(condition => condition.Identity);
        entries =
        [
            .. patterns.Select(pattern =>
                new Entry(pattern.Body, pattern.Body is SpaceDelimitedPattern { Conditions: var all } ? distinct.Add(all) : null)),
        ];
        conditions = distinct.ToArray();
    }

    /// <summary>Number of patterns.</summary>
    public int Count => entries.Length;

    /// <summary>The different conditions of the patterns.</summary>
    internal ReadOnlySpan<SlotCondition> Conditions => conditions;

    /// <summary>Returns the places of a pattern's conditions, and the number of fields that it needs; null if it is not one of fields.</summary>
    internal int[]? ConditionsOf(int pattern, out int fewestFields)
    {
        fewestFields = entries[pattern].FewestFields;
        return entries[pattern].Conditions;
    }

    /// <summary>Finds the patterns that select an event.</summary>
    /// <param name="message">Message of the event in UTF-8.</param>
    /// <param name="matching">Receives the places of the selecting patterns, in order; its length is at least <see cref="Count"/>.</param>
    /// <returns>Number of selecting patterns.</returns>
    /// <exception cref="ArgumentException"><paramref name="matching"/> is too short.</exception>
    public int Match(ReadOnlySpan<byte> message, Span<int> matching)
    {
        Span<int> starts = stackalloc int[EventBounds.Capacity];
        return Match(message, starts, EventBounds.Find(message, starts), [], matching);
    }

    /// <summary>Finds the patterns that select an event with known field positions.</summary>
    /// <param name="message">Message of the event in UTF-8.</param>
    /// <param name="starts">Starts of its fields, from <see cref="EventBounds"/>.</param>
    /// <param name="fields">Number of its fields; -1 if they have to be enumerated.</param>
    /// <param name="isSkipped">Whether each pattern is left out; empty for none.</param>
    /// <param name="matching">Receives the places of the selecting patterns, in order; its length is at least <see cref="Count"/>.</param>
    internal int Match(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields, ReadOnlySpan<bool> isSkipped, Span<int> matching)
    {
        if (matching.Length < entries.Length)
            throw new ArgumentException($"The span has a length of {matching.Length}, but the set has {entries.Length} patterns.", nameof(matching));
        Span<byte> results = stackalloc byte[conditions.Length];
        var count = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            if (!isSkipped.IsEmpty && isSkipped[i])
                continue;
            var entry = entries[i];
            if (fields >= 0 && entry.Conditions is { } places ? fields >= entry.FewestFields && AllHold(places, results, message, starts, fields)
                : entry.Body.IsMatch(message, starts, fields))
                matching[count++] = i;
        }

        return count;
    }

    bool AllHold(int[] places, Span<byte> results, ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields)
    {
        foreach (var place in places)
        {
            var result = results[place];
            if (result == 0)
                results[place] = result = conditions[place].Holds(message, starts, fields) ? Holds : Fails;
            if (result == Fails)
                return false;
        }

        return true;
    }

    /// <summary>A pattern with the places of its conditions in the set; without them it is evaluated alone.</summary>
    readonly struct Entry(PatternBody body, int[]? conditions)
    {
        internal PatternBody Body => body;

        internal int[]? Conditions => conditions;

        internal int FewestFields { get; } = (body as SpaceDelimitedPattern)?.FewestFields ?? 0;
    }
}

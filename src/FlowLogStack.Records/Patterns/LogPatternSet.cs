namespace FlowLogStack.Records;

/// <summary>A set of patterns for the same events, whose fields are located once for all patterns, and whose common conditions are tested once.</summary>
/// <remarks>
/// The conditions are a tree, because most events fail the first ones, which many patterns have in common.
/// Immutable, so one set can serve any number of threads; matching allocates nothing.
/// </remarks>
public sealed class LogPatternSet
{
    const byte Passed = 1;
    const byte Failed = 2;

    readonly Entry[] entries;
    readonly SlotCondition[] conditions;
    readonly Node[] nodes;
    readonly int[] alone;

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
        nodes = [.. Tree()];
        alone = [.. Enumerable.Range(0, entries.Length).Where(i => entries[i].Conditions is not { Length: > 0 })];
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
        return fields < 0 ? MatchEach(message, isSkipped, matching) : MatchTree(message, starts, fields, isSkipped, matching);
    }

    int MatchEach(ReadOnlySpan<byte> message, ReadOnlySpan<bool> isSkipped, Span<int> matching)
    {
        var count = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            if (!IsSkipped(isSkipped, i) && entries[i].Body.IsMatch(message, [], -1))
                matching[count++] = i;
        }

        return count;
    }

    int MatchTree(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields, ReadOnlySpan<bool> isSkipped, Span<int> matching)
    {
        Span<byte> results = stackalloc byte[conditions.Length];
        var count = 0;
        for (var at = 0; at < nodes.Length;)
        {
            ref readonly var node = ref nodes[at];
            if (fields < node.FewestFields || !Holds(node.Condition, results, message, starts, fields))
            {
                at = node.After;
                continue;
            }

            foreach (var pattern in node.Patterns)
            {
                if (fields >= entries[pattern].FewestFields && !IsSkipped(isSkipped, pattern))
                    matching[count++] = pattern;
            }

            at++;
        }

        foreach (var pattern in alone)
        {
            if (!IsSkipped(isSkipped, pattern) && entries[pattern].Body.IsMatch(message, starts, fields))
                matching[count++] = pattern;
        }

        matching[..count].Sort();
        return count;
    }

    static bool IsSkipped(ReadOnlySpan<bool> isSkipped, int pattern) => !isSkipped.IsEmpty && isSkipped[pattern];

    // Each node has a condition that all patterns behind it have in common: fast conditions first, and of these the one of most patterns.
    List<Node> Tree()
    {
        var uses = entries.SelectMany(entry => entry.Conditions ?? []).CountBy(place => place).ToDictionary();
        var tree = new List<Node>();
        Add([.. entries.Select((entry, i) => (Pattern: i, Path: (entry.Conditions ?? []).Distinct()
            .OrderBy(place => conditions[place].Test.Cost).ThenByDescending(place => uses[place]).ThenBy(place => place).ToArray()))], 0);
        return tree;

        void Add(List<(int Pattern, int[] Path)> paths, int depth)
        {
            foreach (var branch in paths.Where(path => path.Path.Length > depth).GroupBy(path => path.Path[depth]))
            {
                var at = tree.Count;
                tree.Add(default);
                Add([.. branch], depth + 1);
                tree[at] = new Node(branch.Key, conditions[branch.Key].FewestFields, tree.Count,
                    [.. branch.Where(path => path.Path.Length == depth + 1).Select(path => path.Pattern)]);
            }
        }
    }

    bool Holds(int place, Span<byte> results, ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields)
    {
        var result = results[place];
        if (result == 0)
            results[place] = result = conditions[place].Holds(message, starts, fields) ? Passed : Failed;
        return result == Passed;
    }

    /// <summary>A condition of patterns whose earlier conditions hold.</summary>
    /// <param name="Condition">Place of the condition.</param>
    /// <param name="FewestFields">Number of fields that an event must have for the condition to be tested.</param>
    /// <param name="After">The node to continue with if the condition fails.</param>
    /// <param name="Patterns">Places of the patterns that have no other conditions.</param>
    readonly record struct Node(int Condition, int FewestFields, int After, int[] Patterns);

    /// <summary>A pattern with the places of its conditions in the set; without them it is evaluated alone.</summary>
    readonly struct Entry(PatternBody body, int[]? conditions)
    {
        internal PatternBody Body => body;

        internal int[]? Conditions => conditions;

        internal int FewestFields { get; } = (body as SpaceDelimitedPattern)?.FewestFields ?? 0;
    }
}

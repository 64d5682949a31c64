namespace FlowLogStack.Records;

/// <summary>The different conditions of several patterns or rules, so that each is tested once for an event.</summary>
/// <param name="identityOf">Returns the identity of a condition: conditions with the same one hold for the same events.</param>
sealed class DistinctConditions<TCondition, TIdentity>(Func<TCondition, TIdentity> identityOf)
    where TIdentity : notnull
{
    // The results of an event are on the stack.
    const int Most = 256;

    readonly Dictionary<TIdentity, int> places = [];
    readonly List<TCondition> conditions = [];

    /// <summary>Returns the conditions by their places.</summary>
    internal TCondition[] ToArray() => [.. conditions];

    /// <summary>Adds the conditions of a pattern or rule.</summary>
    /// <returns>Their places; null if there are too many conditions, so that the pattern or rule is evaluated alone.</returns>
    internal int[]? Add(ReadOnlySpan<TCondition> all)
    {
        if (conditions.Count + all.Length > Most)
            return null;
        var found = new int[all.Length];
        for (var i = 0; i < all.Length; i++)
        {
            var identity = identityOf(all[i]);
            if (!places.TryGetValue(identity, out found[i]))
            {
                places.Add(identity, found[i] = conditions.Count);
                conditions.Add(all[i]);
            }
        }

        return found;
    }
}

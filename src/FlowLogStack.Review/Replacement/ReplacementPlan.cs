namespace FlowLogStack.Review;

/// <summary>The resources that CloudFormation replaces, directly and through references.</summary>
sealed class ReplacementPlan
{
    readonly Dictionary<string, PlannedReplacement> planned = new(StringComparer.Ordinal);

    internal ReplacementPlan(IReadOnlyList<ResourcePair> pairs, IReadOnlyList<LogicalIdMove> moves)
    {
        var moved = moves.ToDictionary(move => move.New, StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (moved.TryGetValue(pair.New.LogicalId, out var move))
                planned[pair.New.LogicalId] = new PlannedReplacement([], true, move);
            else if (Direct(pair) is { } direct)
                planned[pair.New.LogicalId] = direct;
        }

        Follow(pairs);
    }

    /// <summary>Returns the replacement of a resource, or null if it stays.</summary>
    internal PlannedReplacement? Of(string logicalId) => planned.GetValueOrDefault(logicalId);

    static PlannedReplacement? Direct(ResourcePair pair)
    {
        if (ReplacementTable.Of(pair.New.Type) is not { } type)
            return null;
        var certain = type.CreateOnly.Where(pair.DiffersInDeployment).ToList();
        if (certain.Count > 0)
            return new PlannedReplacement(certain, true);
        var possible = type.Conditional.Where(pair.DiffersInDeployment).ToList();
        return possible.Count > 0 ? new PlannedReplacement(possible, false) : null;
    }

    // The physical id of a replaced resource changes, and with it each property that refers to it.
    void Follow(IReadOnlyList<ResourcePair> pairs)
    {
        var hasFound = planned.Count > 0;
        while (hasFound)
        {
            hasFound = false;
            foreach (var pair in pairs)
            {
                if (planned.ContainsKey(pair.New.LogicalId) || ReplacementTable.Of(pair.New.Type) is not { } type)
                    continue;
                var referring = type.CreateOnly
                    .SelectMany(property => pair.New.ReferencesOf(property).Where(name => planned.TryGetValue(name, out var other) && other.IsCertain)
                        .Select(name => (Property: property, Name: name)))
                    .ToList();
                if (referring.Count == 0)
                    continue;
                var cause = pairs.First(other => other.New.LogicalId == referring[0].Name).New;
                planned[pair.New.LogicalId] = new PlannedReplacement([.. referring.Select(reference => reference.Property).Distinct()], true, null, cause);
                hasFound = true;
            }
        }
    }
}

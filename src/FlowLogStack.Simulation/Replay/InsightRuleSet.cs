using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Contributor Insights rules for the same events, whose common filters and contributors are evaluated once for all rules.</summary>
/// <remarks>The rules are of events with fields between spaces.</remarks>
sealed class InsightRuleSet
{
    const byte Holds = 1;
    const byte Fails = 2;

    readonly Entry[] entries;
    readonly InsightFilter[] filters;
    readonly (bool IsKnown, bool IsPresent, ulong Hash)[] contributors;

    /// <summary>Creates a set of rules.</summary>
    internal InsightRuleSet(IEnumerable<RuleFeed> rules)
    {
        var distinct = new DistinctConditions<InsightFilter, (int, string)>(filter => filter.Identity);
        var keys = new List<string>();
        entries = [.. rules.Select(rule => new Entry(rule, distinct.Add(rule.Definition.Body.Conditions), PlaceOf(rule.Definition.Body.KeyFields)))];
        filters = distinct.ToArray();
        contributors = new (bool, bool, ulong)[keys.Count];

        int PlaceOf(ReadOnlySpan<InsightField> fields)
        {
            var text = string.Join(' ', fields.ToArray().Select(field => field.Position));
            if (!keys.Contains(text))
                keys.Add(text);
            return keys.IndexOf(text);
        }
    }

    /// <summary>Adds an event to the rules that count it.</summary>
    internal void Take(scoped ReadOnlySpan<byte> message, scoped ReadOnlySpan<int> starts, int fields, in EventMinute time, ref EventTalkers keys)
    {
        if (entries.Length == 0)
            return;
        var logEvent = new InsightEvent(message, starts, fields);
        Span<byte> results = stackalloc byte[filters.Length];
        Array.Clear(contributors);
        foreach (var entry in entries)
        {
            var body = entry.Rule.Definition.Body;
            if (!(entry.Filters is { } places ? AllHold(places, results, logEvent) : body.Selects(logEvent)) || !body.TryReadValue(logEvent, out var value))
                continue;
            ulong contributor = 0;
            if (entry.Rule.NeedsContributor ? TryReadContributor(entry, logEvent, out contributor) : body.HasContributor(logEvent))
                entry.Rule.Add(contributor, value, logEvent, message, time, ref keys);
        }
    }

    bool AllHold(int[] places, Span<byte> results, scoped in InsightEvent logEvent)
    {
        foreach (var place in places)
        {
            var result = results[place];
            if (result == 0)
                results[place] = result = filters[place].Holds(logEvent) ? Holds : Fails;
            if (result == Fails)
                return false;
        }

        return true;
    }

    bool TryReadContributor(in Entry entry, scoped in InsightEvent logEvent, out ulong contributor)
    {
        ref var known = ref contributors[entry.Keys];
        if (!known.IsKnown)
            known = (true, entry.Rule.Definition.Body.TryReadContributor(logEvent, out var hash), hash);
        contributor = known.Hash;
        return known.IsPresent;
    }

    /// <summary>A rule with the places of its filters in the set, null if it is evaluated alone, and the place of its keys.</summary>
    readonly record struct Entry(RuleFeed Rule, int[]? Filters, int Keys);
}

namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule in a simulation.</summary>
/// <param name="Definition">The rule.</param>
/// <param name="Series">The counts.</param>
/// <param name="Talkers">Top contributors of the counted events; null if they aren't needed.</param>
sealed record RuleFeed(InsightRuleDefinition Definition, InsightSeries Series, TalkerLog? Talkers)
{
    /// <summary>The amounts of each contributor, if they are needed.</summary>
    internal List<ContributorLog> Contributors { get; } = [];

    /// <summary>Adds an event if the rule counts it.</summary>
    internal void Take(scoped InsightEvent logEvent, scoped ReadOnlySpan<byte> message, in EventMinute time, ref EventTalkers keys)
    {
        if (!Definition.Body.TryCount(logEvent, out var contributor, out var value))
            return;
        Series.Add(time.Minute, time.Arrival, contributor, value);
        Talkers?.Add(time.Minute, keys.Keys, value, contributor, message);
        foreach (var log in Contributors)
        {
            if (!log.TryAdd(contributor, time.Minute, value))
                log.Add(contributor, Definition.Body.NameOf(logEvent), time.Minute, value);
        }
    }
}

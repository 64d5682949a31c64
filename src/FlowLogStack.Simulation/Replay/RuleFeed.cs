namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule in a simulation.</summary>
/// <param name="Definition">The rule.</param>
/// <param name="Series">The counts.</param>
/// <param name="Talkers">Top contributors of the counted events; null if they aren't needed.</param>
sealed record RuleFeed(InsightRuleDefinition Definition, InsightSeries Series, TalkerLog? Talkers)
{
    /// <summary>The amounts of each contributor, if they are needed.</summary>
    internal List<ContributorLog> Contributors { get; } = [];

    /// <summary>Whether it matters which contributor an event has.</summary>
    internal bool NeedsContributor => Series.CountsContributors || Series.WeighsContributors || Talkers is not null || Contributors.Count > 0;

    /// <summary>Adds an event if the rule counts it.</summary>
    internal void Take(scoped InsightEvent logEvent, scoped ReadOnlySpan<byte> message, in EventMinute time, ref EventTalkers keys)
    {
        if (Definition.Body.TryCount(logEvent, out var contributor, out var value))
            Add(contributor, value, logEvent, message, time, ref keys);
    }

    /// <summary>Adds an event that the rule counts.</summary>
    /// <param name="contributor">Hash of the keys' values; 0 if the contributor doesn't matter.</param>
    /// <param name="value">Value of the event.</param>
    /// <param name="logEvent">The event with its fields.</param>
    /// <param name="message">The event.</param>
    /// <param name="time">Time of the event.</param>
    /// <param name="keys">The event's talkers, which are read only if they are kept.</param>
    internal void Add(ulong contributor, double value, scoped InsightEvent logEvent, scoped ReadOnlySpan<byte> message, in EventMinute time,
        ref EventTalkers keys)
    {
        Series.Add(time.Minute, time.Arrival, contributor, value);
        Talkers?.Add(time.Minute, keys.Keys, value, contributor, message);
        foreach (var log in Contributors)
        {
            if (!log.TryAdd(contributor, time.Minute, value))
                log.Add(contributor, Definition.Body.NameOf(logEvent), time.Minute, value);
        }
    }
}

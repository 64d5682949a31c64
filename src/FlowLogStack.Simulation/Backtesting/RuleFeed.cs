namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule at work.</summary>
/// <param name="Definition">The rule.</param>
/// <param name="Series">What it counted.</param>
/// <param name="Talkers">Who is behind what it counted; null when nobody asks.</param>
sealed record RuleFeed(InsightRuleDefinition Definition, InsightSeries Series, TalkerLog? Talkers)
{
    /// <summary>What each contributor added, for those who want to see it.</summary>
    internal List<ContributorLog> Contributors { get; } = [];

    /// <summary>Adds an event, if the rule counts it.</summary>
    internal void Take(in InsightEvent logEvent, ReadOnlySpan<byte> message, in EventMinute time, in TalkerKeys keys)
    {
        if (!Definition.Body.TryCount(logEvent, out var contributor, out var value))
            return;
        Series.Add(time.Minute, time.Arrival, contributor, value);
        Talkers?.Add(time.Minute, keys, value, contributor, message);
        foreach (var log in Contributors)
        {
            if (!log.TryAdd(contributor, time.Minute, value))
                log.Add(contributor, Definition.Body.NameOf(logEvent), time.Minute, value);
        }
    }
}

namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule at work.</summary>
/// <param name="Definition">The rule.</param>
/// <param name="Series">What it counted.</param>
/// <param name="Talkers">Who is behind what it counted.</param>
sealed record RuleFeed(InsightRuleDefinition Definition, InsightSeries Series, TalkerLog Talkers);

namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule as SQL over the columns of a table of records.</summary>
/// <param name="Condition">Condition for events that the rule counts.</param>
/// <param name="Key">Expression of the contributor: the values of the rule's keys, separated by spaces.</param>
/// <param name="Value">Expression of an event's value; null for 1.</param>
sealed record InsightRuleSql(string Condition, string Key, string? Value);

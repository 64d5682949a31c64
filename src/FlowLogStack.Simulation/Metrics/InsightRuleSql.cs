namespace FlowLogStack.Simulation;

/// <summary>A Contributor Insights rule as SQL over the columns of a table of records.</summary>
/// <param name="Condition">Whether the rule counts an event.</param>
/// <param name="Key">The contributor: the values of the rule's keys with a space between.</param>
/// <param name="Value">What the event adds; null for 1.</param>
sealed record InsightRuleSql(string Condition, string Key, string? Value);

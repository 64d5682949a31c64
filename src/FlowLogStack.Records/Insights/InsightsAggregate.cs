namespace FlowLogStack.Records;

/// <summary>An aggregate function of a <c>stats</c> command.</summary>
/// <param name="Argument">Expression of each event; null if the function has no argument.</param>
/// <param name="Start">Creates the statistic of another group.</param>
sealed record InsightsAggregate(InsightsExpression? Argument, Func<InsightsStatistic> Start);

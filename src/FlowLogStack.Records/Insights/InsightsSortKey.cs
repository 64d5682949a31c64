namespace FlowLogStack.Records;

/// <summary>A sort key.</summary>
readonly record struct InsightsSortKey(InsightsNode Node, bool IsDescending);

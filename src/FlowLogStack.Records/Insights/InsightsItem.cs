namespace FlowLogStack.Records;

/// <summary>An expression with the name of its column: its alias, or its own text.</summary>
readonly record struct InsightsItem(InsightsNode Node, string Column);

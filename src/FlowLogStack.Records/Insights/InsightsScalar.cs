namespace FlowLogStack.Records;

/// <summary>Returns a value from the values of a function's arguments.</summary>
delegate InsightsValue InsightsScalar(ReadOnlySpan<InsightsValue> arguments);

namespace FlowLogStack.Records;

/// <summary>A column of known rows.</summary>
/// <param name="Values">The values; null if they aren't known.</param>
/// <param name="Numbers">The number of each row's value.</param>
readonly record struct RowColumn(ColumnValues? Values, int[] Numbers);

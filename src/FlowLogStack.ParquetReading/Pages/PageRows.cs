using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>Rows of a column, valid until the next ones are decoded.</summary>
/// <param name="Codes">Index of the entry of each row.</param>
/// <param name="Entries">The values, with the blank behind each.</param>
/// <param name="Text">Text that contains the values; a vector can be read from the beginning of each.</param>
/// <param name="Known">The entries in arrays that don't change; null if they aren't known.</param>
readonly record struct PageRows(int[] Codes, TextPart[] Entries, byte[] Text, ColumnValues? Known);

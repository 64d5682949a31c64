namespace FlowLogStack.Parquet;

/// <summary>A value of a column as text, with the blank behind it.</summary>
/// <param name="Start">Position in the text of the column.</param>
/// <param name="Length">Length in bytes, with the blank.</param>
readonly record struct PageEntry(int Start, int Length);

namespace FlowLogStack.Parquet;

/// <summary>Rows of a column, valid until the next ones are decoded.</summary>
/// <param name="Entries">The value of each row.</param>
/// <param name="Text">Text that contains the values; a vector can be read from the beginning of each.</param>
readonly record struct PageRows(PageEntry[] Entries, byte[] Text);

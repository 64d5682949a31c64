namespace FlowLogStack.Parquet;

/// <summary>Rows of a page, valid until the next page is read.</summary>
/// <param name="Codes">Index of the entry of each row of the page.</param>
/// <param name="Entries">The values.</param>
/// <param name="Text">Text of the values.</param>
/// <param name="First">The first row in <paramref name="Codes"/>.</param>
/// <param name="Count">Number of rows.</param>
readonly record struct PageRows(int[] Codes, PageEntry[] Entries, TextBuffer Text, int First, int Count);

namespace FlowLogStack.Records;

/// <summary>Rows of a text that follow each other, with the number of each value.</summary>
/// <param name="Offset">Position in the text from which the starts count.</param>
/// <param name="Starts">Start of each row, and the end of the last one.</param>
/// <param name="Fields">Start of each field of each row, from the start of the row.</param>
/// <param name="First">Place of the first row in the columns.</param>
/// <param name="Columns">The columns, in the order of the fields.</param>
/// <param name="IsLast">Whether no other block has the same columns after this one.</param>
sealed record RowBlock(long Offset, int[] Starts, int[] Fields, int First, RowColumn[] Columns, bool IsLast = false)
{
    /// <summary>Number of rows.</summary>
    internal int Count => Starts.Length - 1;
}

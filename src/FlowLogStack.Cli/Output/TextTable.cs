using System.Text;

namespace FlowLogStack.Cli;

/// <summary>Rows as aligned columns, in constant memory.</summary>
/// <remarks>The first 200 rows determine the widths. A longer cell in a later row shifts only its own row.</remarks>
sealed class TextTable(OutputBuffer output, IReadOnlyList<TextTable.Column> columns)
{
    const int RowsMeasured = 200;

    readonly List<string[]> waiting = [];
    int[]? widths;

    /// <summary>A column.</summary>
    /// <param name="Title">Title of the column.</param>
    /// <param name="IsNumber">Whether the cells are right-aligned.</param>
    /// <param name="Paint">Adds characters without a width to a padded cell, such as colors. Default: null (none).</param>
    internal readonly record struct Column(string Title, bool IsNumber, Func<string, string>? Paint = null);

    internal void Add(string[] row)
    {
        row = [.. row.Select(SafeText.Line)];
        if (widths is not null)
        {
            Print(row, widths);
            return;
        }

        waiting.Add(row);
        if (waiting.Count == RowsMeasured)
            Finish();
    }

    /// <summary>Prints the rows collected so far. More rows can follow.</summary>
    internal void Finish()
    {
        if (widths is not null)
            return;
        widths = [.. columns.Select((column, i) => waiting.Select(row => row[i].Length).Append(column.Title.Length).Max())];
        Print([.. columns.Select(column => column.Title)], widths);
        foreach (var row in waiting)
            Print(row, widths);
        waiting.Clear();
    }

    void Print(string[] row, int[] columnWidths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < row.Length; i++)
        {
            var cell = columns[i].IsNumber ? row[i].PadLeft(columnWidths[i]) : row[i].PadRight(columnWidths[i]);
            line.Append(i == 0 ? "" : "  ").Append(columns[i].Paint?.Invoke(cell) ?? cell);
        }

        output.WriteLine(line.ToString().TrimEnd());
    }
}

namespace FlowLogStack.Records;

/// <summary>An error of a Logs Insights query: invalid, or not supported here.</summary>
/// <remarks>The message begins with the place and contains the value and the fix.</remarks>
public sealed class InsightsQueryException : FormatException
{
    /// <summary>Creates the error.</summary>
    /// <param name="query">The whole query.</param>
    /// <param name="offset">0-based place of the incorrect character; the query's length if text is missing at the end.</param>
    /// <param name="message">Problem, value and fix, as one or two sentences.</param>
    public InsightsQueryException(string query, int offset, string message)
        : base($"{Place(query, offset)}: {message}")
    {
        Query = query;
        (Line, Column) = LineAndColumn(query, offset);
    }

    /// <summary>The whole query.</summary>
    public string Query { get; }

    /// <summary>1-based line of the incorrect character.</summary>
    public int Line { get; }

    /// <summary>1-based column of that character in its line, in UTF-16 characters; one after the last if text is missing at the end.</summary>
    public int Column { get; }

    static string Place(string query, int offset)
    {
        var (line, column) = LineAndColumn(query, offset);
        return query.Contains('\n', StringComparison.Ordinal) ? $"Line {line}, column {column} of the query" : $"Column {column} of the query";
    }

    static (int Line, int Column) LineAndColumn(string query, int offset)
    {
        var before = query.AsSpan(0, offset);
        return (before.Count('\n') + 1, offset - before.LastIndexOf('\n'));
    }
}

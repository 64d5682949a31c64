namespace FlowLogStack.Records;

/// <summary>A text is no Logs Insights query, or not one that runs here.</summary>
/// <remarks>The message begins with the place and names the value and the cure.</remarks>
public sealed class InsightsQueryException : FormatException
{
    /// <summary>States what is wrong.</summary>
    /// <param name="query">The whole query.</param>
    /// <param name="offset">The 0-based place of the character that is wrong; the query's length when something is missing at the end.</param>
    /// <param name="message">The value and the cure, as one or two sentences.</param>
    public InsightsQueryException(string query, int offset, string message)
        : base($"{Place(query, offset)}: {message}")
    {
        Query = query;
        (Line, Column) = LineAndColumn(query, offset);
    }

    /// <summary>The whole query.</summary>
    public string Query { get; }

    /// <summary>The 1-based line of the character that is wrong.</summary>
    public int Line { get; }

    /// <summary>The 1-based column of that character on its line, counted in UTF-16 characters; one past the last when something is missing at the end.</summary>
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

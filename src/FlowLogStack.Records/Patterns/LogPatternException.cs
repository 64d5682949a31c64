namespace FlowLogStack.Records;

/// <summary>An error of a CloudWatch Logs filter pattern.</summary>
/// <remarks>The message begins with the column and contains the value and the fix.</remarks>
public sealed class LogPatternException : FormatException
{
    /// <summary>Creates the error.</summary>
    /// <param name="pattern">The whole pattern.</param>
    /// <param name="column">1-based column of the incorrect character; one after the last if text is missing at the end.</param>
    /// <param name="message">Problem, value and fix, as one or two sentences.</param>
    public LogPatternException(string pattern, int column, string message)
        : base($"Column {column} of the filter pattern: {message}")
    {
        Pattern = pattern;
        Column = column;
    }

    /// <summary>The whole pattern.</summary>
    public string Pattern { get; }

    /// <summary>1-based column of the incorrect character, in UTF-16 characters.</summary>
    public int Column { get; }
}

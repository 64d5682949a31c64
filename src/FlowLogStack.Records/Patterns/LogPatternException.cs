namespace FlowLogStack.Records;

/// <summary>A text is no CloudWatch Logs filter pattern.</summary>
/// <remarks>The message begins with the column and names the value and the cure.</remarks>
public sealed class LogPatternException : FormatException
{
    /// <summary>States what is wrong.</summary>
    /// <param name="pattern">The whole pattern.</param>
    /// <param name="column">The 1-based column of the character that is wrong; one past the last when something is missing at the end.</param>
    /// <param name="message">The value and the cure, as one or two sentences.</param>
    public LogPatternException(string pattern, int column, string message)
        : base($"Column {column} of the filter pattern: {message}")
    {
        Pattern = pattern;
        Column = column;
    }

    /// <summary>The whole pattern.</summary>
    public string Pattern { get; }

    /// <summary>The 1-based column of the character that is wrong, counted in UTF-16 characters.</summary>
    public int Column { get; }
}

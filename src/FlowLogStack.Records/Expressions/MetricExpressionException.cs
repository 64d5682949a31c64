namespace FlowLogStack.Records;

/// <summary>The exception for a text that isn't a valid metric math expression, or isn't supported by the simulation.</summary>
public sealed class MetricExpressionException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="column">Column of the problem, from 1.</param>
    /// <param name="message">The problem, as a clause.</param>
    public MetricExpressionException(string text, int column, string message)
        : base($"column {column} of its expression '{text}': {message}")
    {
        Column = column;
    }

    /// <summary>States what is wrong with expressions that refer to each other.</summary>
    /// <param name="message">What is wrong, as a clause.</param>
    public MetricExpressionException(string message)
        : base(message)
    {
    }

    /// <summary>Whether CloudWatch does not accept the expression; otherwise it is only not simulated.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The column, from 1; 0 where several expressions are concerned.</summary>
    public int Column { get; }
}

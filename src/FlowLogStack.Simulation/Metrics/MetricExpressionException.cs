namespace FlowLogStack.Simulation;

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

    /// <summary>Whether the expression isn't valid in CloudWatch, instead of only not being supported by the simulation.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Column of the problem, from 1.</summary>
    public int Column { get; }
}

namespace FlowLogStack.Records;

/// <summary>An error of a log format, or of an artifact generated from one.</summary>
/// <remarks>The message contains the value, the place and the fix.</remarks>
public sealed class FlowLogFormatException : FormatException
{
    /// <summary>Creates the error.</summary>
    /// <param name="value">Incorrect text.</param>
    /// <param name="position">1-based place of the field in the format; null for the whole format.</param>
    /// <param name="message">Problem, value, place and fix, as one or two sentences.</param>
    public FlowLogFormatException(string value, int? position, string message)
        : base(message)
    {
        Value = value;
        Position = position;
    }

    /// <summary>Incorrect text.</summary>
    public string Value { get; }

    /// <summary>1-based place of the field in the format; null for the whole format.</summary>
    public int? Position { get; }
}

namespace FlowLogStack.Records;

/// <summary>A format, or something rendered from one, cannot be what was asked for.</summary>
/// <remarks>The message names the value, the place and the cure.</remarks>
public sealed class FlowLogFormatException : FormatException
{
    /// <summary>States what is wrong.</summary>
    /// <param name="value">The offending text.</param>
    /// <param name="position">The 1-based place of the field in the format, or null when the place is the whole.</param>
    /// <param name="message">The value, the place and the cure, as one or two sentences.</param>
    public FlowLogFormatException(string value, int? position, string message)
        : base(message)
    {
        Value = value;
        Position = position;
    }

    /// <summary>The offending text.</summary>
    public string Value { get; }

    /// <summary>The 1-based place of the field in the format; null when the place is the whole.</summary>
    public int? Position { get; }
}

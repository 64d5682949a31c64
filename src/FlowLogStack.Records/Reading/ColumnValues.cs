namespace FlowLogStack.Records;

/// <summary>The different values of a column, by number. Immutable, so that several threads can read them.</summary>
/// <param name="text">Text that contains the values.</param>
/// <param name="parts">The values, each with the blank behind it.</param>
sealed class ColumnValues(byte[] text, TextPart[] parts)
{
    /// <summary>Number of values.</summary>
    internal int Count => parts.Length;

    /// <summary>Whether a value has characters that filter patterns treat as delimiters.</summary>
    internal bool HasDelimiters { get; } = text.AsSpan().IndexOfAny((byte)'"', (byte)'[') >= 0;

    /// <summary>Whether the values are printable ASCII.</summary>
    internal bool ArePrintable { get; } = !text.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>Returns the value of a number.</summary>
    internal ReadOnlySpan<byte> this[int number] => text.AsSpan(parts[number].Start, parts[number].Length - 1);
}

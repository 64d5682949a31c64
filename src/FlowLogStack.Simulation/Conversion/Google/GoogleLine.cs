using System.Buffers;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>The lines of records that are made of values.</summary>
sealed class GoogleLine
{
    readonly ArrayBufferWriter<byte> text = new(8192);
    bool hasValue;

    /// <summary>The lines so far.</summary>
    internal ReadOnlyMemory<byte> Text => text.WrittenMemory;

    /// <summary>Adds a value to the line; null and empty text are <c>-</c>, and blanks and control characters are percent-encoded.</summary>
    internal void Add(string? value)
    {
        if (hasValue)
            text.Write(" "u8);
        hasValue = true;
        if (string.IsNullOrEmpty(value))
            text.Write("-"u8);
        else if (value.Any(IsSeparating))
            Encoding.UTF8.GetBytes(string.Concat(value.Select(c => IsSeparating(c) ? $"%{(int)c:X2}" : c.ToString())), text);
        else
            Encoding.UTF8.GetBytes(value, text);
    }

    /// <summary>Ends the line.</summary>
    internal void End()
    {
        text.Write("\n"u8);
        hasValue = false;
    }

    /// <summary>Removes all lines.</summary>
    internal void Clear() => text.ResetWrittenCount();

    static bool IsSeparating(char value) => value is <= ' ' or '\x7f';
}

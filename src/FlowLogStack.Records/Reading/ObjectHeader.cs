using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Distinguishes header lines, which contain names of fields, from records.</summary>
static class ObjectHeader
{
    static readonly SearchValues<byte> NameBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789- "u8);
    static readonly FrozenSet<string> Known = FlowField.Catalogue.Select(field => field.Name).ToFrozenSet(StringComparer.Ordinal);
    static readonly int LongestKnown = Known.Max(name => name.Length);

    /// <summary>Returns whether a line contains names of fields rather than values.</summary>
    /// <param name="line">The line.</param>
    /// <param name="opensObject">
    /// Whether it is the first line. Then one known name is enough, because AWS may have added all others; in later
    /// lines, where a text value may equal a field's name, most have to be known.
    /// </param>
    internal static bool Is(ReadOnlySpan<byte> line, bool opensObject)
    {
        if (line.IndexOfAnyExcept(NameBytes) >= 0)
            return false;
        var (names, known) = (0, 0);
        foreach (var range in line.Split((byte)' '))
        {
            var name = line[range];
            if (name.IsEmpty || !char.IsAsciiLetterLower((char)name[0]) || name[^1] == '-')
                return false;
            names++;
            if (IsKnown(name))
                known++;
        }

        return opensObject ? known > 0 : names > 1 && known * 2 > names;
    }

    /// <summary>Returns the log format of a header, in which fields newer than the catalog are text.</summary>
    /// <param name="header">Header line.</param>
    /// <param name="configured">Log format whose custom fields determine the kinds of fields with the same name.</param>
    /// <exception cref="FlowLogFormatException">No log format has these fields.</exception>
    internal static FlowLogFormat ToFormat(ReadOnlySpan<byte> header, FlowLogFormat configured) =>
        FlowLogFormat.Of(Encoding.ASCII.GetString(header).Split(' ').Select(name =>
            FlowField.TryGet(name, out var field) ? field
            : configured.Fields.FirstOrDefault(custom => custom.Name == name) ?? FlowField.Custom(name, FieldKind.Text)));

    static bool IsKnown(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestKnown)
            return false;
        Span<char> text = stackalloc char[name.Length];
        Encoding.ASCII.GetChars(name, text);
        return Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text);
    }
}

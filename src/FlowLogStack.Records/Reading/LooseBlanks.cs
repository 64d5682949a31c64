namespace FlowLogStack.Records;

/// <summary>Lines whose fields are separated by several blanks or by tabs, as editors and copies leave them.</summary>
static class LooseBlanks
{
    const int FirstLength = 4096;

    /// <summary>Returns whether a line begins as a header line does and has more blanks than one between its words.</summary>
    internal static bool MayBeHeader(ReadOnlySpan<byte> line) =>
        (line[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'$' or (>= (byte)'a' and <= (byte)'z')) && (line[0] == '\r' || line[^1] is (byte)' ' or (byte)'\t' || line[0] is (byte)' ' or (byte)'\t' || line.IndexOf("  "u8) >= 0 || line.Contains((byte)'\t'));

    /// <summary>Writes a line with single spaces between its words.</summary>
    /// <param name="line">The line.</param>
    /// <param name="squeezed">Receives the line, with room for a block after it; null before the first call.</param>
    /// <param name="length">Length of the written line.</param>
    /// <returns>Whether it differs from the line and isn't empty.</returns>
    internal static bool Remove(ReadOnlySpan<byte> line, ref byte[]? squeezed, out int length)
    {
        if (squeezed is null || squeezed.Length < line.Length + FieldBounds.BlockLength)
            squeezed = new byte[Math.Max(FirstLength, line.Length + FieldBounds.BlockLength)];
        length = 0;
        var isPending = false;
        foreach (var c in line)
        {
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                isPending = length > 0;
                continue;
            }

            if (isPending)
                squeezed[length++] = (byte)' ';
            isPending = false;
            squeezed[length++] = c;
        }

        return length > 0 && length <= line.Length && !squeezed.AsSpan(0, length).SequenceEqual(line);
    }
}

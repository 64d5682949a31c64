namespace FlowLogStack.Records;

/// <summary>
/// The end of decompressed text. If the text is whole and only its checksum is wrong, its last line counts without a line ending as well.
/// </summary>
sealed class TextEnd
{
    const byte LineFeed = (byte)'\n';

    byte last = LineFeed;
    UnreadableObjectException? fault;

    /// <summary>Throws the fault that an earlier read found.</summary>
    internal void ThrowIfFailed()
    {
        if (fault is not null)
            throw fault;
    }

    /// <summary>Takes the next part of the text, and returns its length.</summary>
    internal int Pass(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty)
            last = text[^1];
        return text.Length;
    }

    /// <summary>Ends the last line of whole text, so that the next read throws the fault; otherwise throws it.</summary>
    /// <param name="error">The fault.</param>
    /// <param name="isWhole">Whether the text before it is whole.</param>
    /// <param name="buffer">The buffer of the read that found it.</param>
    internal int Fail(UnreadableObjectException error, bool isWhole, Span<byte> buffer)
    {
        fault = error;
        if (!isWhole || last == LineFeed || buffer.IsEmpty)
            throw error;
        buffer[0] = LineFeed;
        return 1;
    }
}

namespace FlowLogStack.Records;

/// <summary>Reads the lines of a text object one by one as messages of log events, in memory that does not grow with the object.</summary>
/// <remarks>
/// Takes gzip, told by content, or bare text. Passed over are lines that CloudWatch Logs never holds as an event: blank
/// ones, and the header lines that AWS puts into flow log objects in S3: two names or more of which most are flow log
/// fields. A line of any other content is a message, without its line ending.
/// </remarks>
public sealed class LogEventReader : IDisposable
{
    /// <summary>The bytes a message may have; a CloudWatch Logs limit.</summary>
    public const int MaximumMessageLength = 1024 * 1024;

    const int FirstBufferLength = 128 * 1024;

    readonly ObjectBytes source;

    byte[] buffer = new byte[FirstBufferLength];
    int messageStart;
    int messageLength;
    int next;
    int filled;
    bool sourceEnded;
    bool skipsRest;

    /// <summary>Starts reading an object.</summary>
    /// <param name="stream">The object's bytes; not disposed.</param>
    /// <param name="name">What messages call the object.</param>
    public LogEventReader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        source = new ObjectBytes(stream, name);
        while (filled < 3 && !sourceEnded)
            Fill();
        if (buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8))
            next = 3;
    }

    /// <summary>The current line's number, from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The current message in UTF-8; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Message => buffer.AsSpan(messageStart, messageLength);

    /// <summary>Whether the current line is longer than a message may be; <see cref="Message"/> has its beginning.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Moves to the next message.</summary>
    /// <returns>False at the end of the object.</returns>
    /// <exception cref="UnreadableObjectException">The gzip data is damaged, cut short or followed by other bytes.</exception>
    public bool Read()
    {
        while (TakeLine())
        {
            var line = Message;
            if (line.IsEmpty)
                continue;
            // Any words may be an event here, so most must be names of fields to make a header, at the top as well.
            if (line[0] is < (byte)'a' or > (byte)'z' || IsTooLong || !ObjectHeader.Is(line, opensObject: false))
                return true;
        }

        return false;
    }

    /// <summary>Releases the decompressor; the stream itself stays open.</summary>
    public void Dispose() => source.Dispose();

    bool TakeLine()
    {
        SkipRest();
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var ending = buffer.AsSpan(next + searched, filled - next - searched).IndexOf((byte)'\n');
            if (ending >= 0)
                return Take(searched + ending, 1);
            searched = filled - next;
            if (searched > MaximumMessageLength + 1)
            {
                IsTooLong = true;
                return Take(MaximumMessageLength, 0);
            }

            if (!Fill())
                return filled > next && Take(filled - next, 0);
        }
    }

    bool Take(int length, int ending)
    {
        LineNumber++;
        messageStart = next;
        messageLength = length > 0 && buffer[next + length - 1] == '\r' ? length - 1 : length;
        next += length + ending;
        if (messageLength > MaximumMessageLength)
            (messageLength, IsTooLong) = (MaximumMessageLength, true);
        // A line that was taken whole has nothing left to skip.
        skipsRest = IsTooLong && ending == 0;
        return true;
    }

    void SkipRest()
    {
        while (skipsRest)
        {
            var ending = buffer.AsSpan(next, filled - next).IndexOf((byte)'\n');
            next = ending < 0 ? filled : next + ending + 1;
            skipsRest = ending < 0 && Fill();
        }
    }

    bool Fill()
    {
        if (sourceEnded)
            return false;
        buffer.AsSpan(next, filled - next).CopyTo(buffer);
        filled -= next;
        next = 0;
        if (filled == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = source.Read(buffer.AsSpan(filled));
        filled += read;
        sourceEnded = read == 0;
        return read > 0;
    }
}

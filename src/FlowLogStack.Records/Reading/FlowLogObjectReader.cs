using System.Text;

namespace FlowLogStack.Records;

/// <summary>A reader of a plain-text object's lines, in memory that does not grow with the object.</summary>
/// <remarks>
/// Reads the objects that AWS delivers to S3 and common conversions of them: text or gzip (recognized by content, with several
/// members); a header line that determines the format, repeated or changed later; CRLF and a missing last line ending;
/// CloudWatch Logs exports with a time before each line; Firehose's <c>{"message":"…"}</c>, with or without line
/// endings between. Malformed lines are returned with their reason, and reading continues.
/// <code>
/// while (reader.Read())
/// {
///     if (reader.IsRejected)
///         errors.WriteLine($"{reader.LineNumber}: {reader.DescribeRejection()}");
///     else if (reader.Record.TryGetInt64(FlowField.Bytes, out var bytes))
///         total += bytes;
/// }
/// </code>
/// </remarks>
public sealed class FlowLogObjectReader : IDisposable
{
    const int BufferLength = 128 * 1024;
    const int FormatsRemembered = 16;

    readonly FlowLogObjectOptions options;
    readonly ObjectBytes source;
    readonly AnyFormStream? anyForm;
    readonly KnownRows? rows;
    readonly byte[] buffer;
    readonly List<(byte[] Header, FlowLogReader Reader)> formats = [];

    FlowLogReader reader;
    byte[] header;
    byte[]? unescaped;
    byte[] lineBuffer;
    int lineStart;
    int lineLength;
    int next;
    int filled;
    long lineEndings;
    bool sourceEnded;
    bool isSkipping;
    bool isOpening = true;
    bool hasTimes;
    bool isFormatUnusable;
    bool isInEnvelope;
    int outerStart;
    int outerLength;
    byte[]? squeezed;

    /// <summary>Starts reading an object.</summary>
    /// <param name="stream">Bytes of the object; not disposed.</param>
    /// <param name="options">Options. Default: null, AWS's default format unless a header has another.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is too small.</exception>
    /// <exception cref="UnreadableObjectException">The object is Parquet.</exception>
    public FlowLogObjectReader(Stream stream, FlowLogObjectOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.options = options ?? new FlowLogObjectOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.MaximumLineLength, FlowLogObjectOptions.MinimumLineLength);
        buffer = lineBuffer = new byte[Math.Max(BufferLength, this.options.MaximumLineLength * 2) + FieldBounds.BlockLength];
        reader = new FlowLogReader(this.options.Format ?? FlowLogFormat.Default);
        header = Encoding.ASCII.GetBytes(reader.Format.ToHeaderLine());
        formats.Add((header, reader));
        anyForm = this.options.AcceptsAnyForm ? new AnyFormStream(stream, this.options.Name, keepsJson: false) : null;
        source = new ObjectBytes(anyForm ?? stream, this.options.Name);
        while (filled < ParquetMark.Length && !sourceEnded)
            Fill();
        rows = source.IsCompressed || anyForm is { IsConverted: true } ? null : (stream as IRowSource)?.Rows;
        if (ParquetMark.Is(buffer.AsSpan(0, filled)))
            throw new UnreadableObjectException(
                this.options.Name,
                $"{this.options.Name} is a Parquet object, which is not supported here. Convert it to text with 'flowlogs convert', "
                + "or deliver the flow log as plain text (file format 'plain-text').");
        if (buffer.AsSpan(0, filled).StartsWith("\uFEFF"u8))
            next = 3;
    }

    /// <summary>Log format of the current line.</summary>
    public FlowLogFormat Format => reader.Format;

    /// <summary>Number of the current line, starting at 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>Current line in UTF-8, without its envelope; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Line => lineBuffer.AsSpan(lineStart, lineLength);

    /// <summary>Origin of the current line, from a JSON object or a time around it; valid until the next <see cref="Read"/>.</summary>
    public LogEventOrigin Origin =>
        outerLength == 0 ? default
        : isInEnvelope ? LogEventOrigin.OfJson(buffer.AsSpan(outerStart, outerLength))
        : LogEventOrigin.OfPrefix(buffer.AsSpan(outerStart, outerLength));

    /// <summary>Whether the current line is malformed.</summary>
    public bool IsRejected { get; private set; }

    /// <summary>Reason why the current line is malformed.</summary>
    public Rejection Rejection { get; private set; }

    /// <summary>Current record; valid until the next <see cref="Read"/>.</summary>
    /// <exception cref="InvalidOperationException">The current line is malformed.</exception>
    public FlowRecord Record => IsRejected ? throw NoRecord() : new FlowRecord(Line, reader);

    /// <summary>Number of records read so far.</summary>
    public long Records { get; private set; }

    /// <summary>Number of malformed lines so far.</summary>
    public long RejectedLines { get; private set; }

    /// <summary>Number of header lines so far whose fields differ from the configured log format; the lines after them were read by the header.</summary>
    public long ContradictingHeaders { get; private set; }

    /// <summary>Number of uncompressed bytes read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Moves to the next record or malformed line; headers and blank lines are skipped.</summary>
    /// <returns>False at the end of the object.</returns>
    /// <exception cref="UnreadableObjectException">The gzip data is damaged, truncated or followed by other bytes.</exception>
    public bool Read() => ReadUsual() || ReadAny();

    /// <summary>Returns one sentence with the reason why the current line is malformed.</summary>
    public string DescribeRejection() => Rejection.Describe(Line, Format);

    /// <summary>Releases the decompressor; the stream itself stays open.</summary>
    public void Dispose()
    {
        source.Dispose();
        anyForm?.Dispose();
    }

    // Most lines are bare records of the previous line's format, which one pass over their bytes confirms. Names
    // of fields begin with a lowercase letter, so such a line may be a header.
    bool ReadUsual()
    {
        if (isOpening || isSkipping || hasTimes || isFormatUnusable || next == filled || buffer[next] is (byte)'{' or (>= (byte)'a' and <= (byte)'z'))
            return false;
        var known = rows is { HasRows: true } && rows.TryFind(BytesRead) ? rows : null;
        var length = known?.Length ?? 0;
        if ((known is null || length >= filled - next || !reader.TryReadKnown(known)) && !reader.TryReadUsual(ref buffer[next], filled - next, out length))
            return false;
        if (length > options.MaximumLineLength)
            return false;
        lineBuffer = buffer;
        outerLength = 0;
        Take(length, length + 1);
        lineEndings++;
        Accept();
        reader.Known = known is not null && known.Length == length ? known : null;
        return true;
    }

    bool ReadAny()
    {
        while (TakeLine())
        {
            outerLength = 0;
            if (lineLength == 0)
                continue;
            if (lineLength > options.MaximumLineLength)
            {
                lineLength = options.MaximumLineLength;
                return Reject(new Rejection(RejectionReason.LineTooLong));
            }

            var line = Line;
            var opens = isOpening;
            isOpening = false;
            if (options.AcceptsAnyForm && LooseBlanks.MayBeHeader(line))
                line = LoosenHeader(line, opens);
            if ((uint)(line[0] - 'a') <= 'z' - 'a' && (line.SequenceEqual(header) || ObjectHeader.Is(line, opens)))
            {
                if (TakeHeader(line))
                    continue;
                return Reject(new Rejection(RejectionReason.BadHeader));
            }

            if (line[0] != '{' && !hasTimes && !isFormatUnusable && reader.TryRead(line, out _, out _))
                return Accept();
            return ReadSurrounded(line);
        }

        return false;
    }

    bool ReadSurrounded(ReadOnlySpan<byte> line)
    {
        if (isFormatUnusable)
            return Reject(new Rejection(RejectionReason.BadHeader));
        if (MessageEnvelope.IsEnvelope(line))
        {
            (isInEnvelope, outerStart, outerLength) = (true, lineStart, lineLength);
            if (!MessageEnvelope.TryOpen(line, ref unescaped, out line))
                return Reject(new Rejection(RejectionReason.BadEnvelope));
            line = line.TrimEnd("\r\n"u8);
            Show(line);
        }

        var bare = MessageEnvelope.WithoutTime(line);
        if (hasTimes && bare.Length < line.Length && reader.TryRead(bare, out _, out _))
            return AcceptBehind(line, bare);
        if (reader.TryRead(line, out _, out var rejection))
            return Accept();
        if (bare.Length == line.Length)
            return ReadLoosely(line, rejection);
        if (reader.TryRead(bare, out _, out var bareRejection))
            return AcceptBehind(line, bare);
        // 'aws logs tail' writes the log stream between the time and the message.
        if (options.AcceptsAnyForm && bare.IndexOf((byte)' ') is > 0 and var end && reader.TryRead(bare[(end + 1)..], out _, out _))
            return AcceptBehind(line, bare[(end + 1)..]);
        hasTimes = true;
        Show(bare);
        return ReadLoosely(bare, bareRejection);
    }

    bool AcceptBehind(ReadOnlySpan<byte> line, ReadOnlySpan<byte> bare)
    {
        hasTimes = true;
        if (outerLength == 0)
            (isInEnvelope, outerStart, outerLength) = (false, lineStart, line.Length - bare.Length);
        Show(bare);
        return reader.TryRead(bare, out _, out var rejection) ? Accept() : Reject(rejection);
    }

    // Runs of blanks and tabs separate fields like one blank, in filter patterns and Logs Insights alike.
    bool ReadLoosely(ReadOnlySpan<byte> line, Rejection rejection)
    {
        if (!options.AcceptsAnyForm || !LooseBlanks.Remove(line, ref squeezed, out var length))
            return Reject(rejection);
        var (start, full, shown) = (lineStart, lineLength, lineBuffer);
        (lineBuffer, lineStart, lineLength) = (squeezed!, 0, length);
        if (reader.TryRead(Line, out _, out _))
            return Accept();
        if (MessageEnvelope.WithoutTime(Line) is var bare && bare.Length < length)
        {
            var stream = bare.IndexOf((byte)' ');
            if (reader.TryRead(bare, out _, out _) || (stream > 0 && reader.TryRead(bare = bare[(stream + 1)..], out _, out _)))
            {
                lineStart = length - bare.Length;
                lineLength = bare.Length;
                return Accept();
            }
        }

        (lineBuffer, lineStart, lineLength) = (shown, start, full);
        return Reject(rejection);
    }

    // If it is a header line without the additional blanks, they are removed; otherwise it is unchanged.
    ReadOnlySpan<byte> LoosenHeader(ReadOnlySpan<byte> line, bool opens)
    {
        if (!LooseBlanks.Remove(line, ref squeezed, out var length) || !ObjectHeader.Is(squeezed.AsSpan(0, length), opens))
            return line;
        // A header line that was inserted for the names of JSON records does not count as a line.
        if (line[0] == '\r')
            lineEndings--;
        return squeezed.AsSpan(0, length);
    }

    InvalidOperationException NoRecord() => new($"Line {LineNumber} is malformed. Check IsRejected first.");

    bool Accept()
    {
        Records++;
        IsRejected = false;
        reader.Known = null;
        return true;
    }

    bool Reject(Rejection rejection)
    {
        RejectedLines++;
        IsRejected = true;
        Rejection = rejection;
        return true;
    }

    void Show(ReadOnlySpan<byte> line)
    {
        if (buffer.AsSpan().Overlaps(line, out var offset))
            lineBuffer = buffer;
        else if (unescaped.AsSpan().Overlaps(line, out offset))
            lineBuffer = unescaped!;
        (lineStart, lineLength) = (offset, line.Length);
    }

    bool TakeHeader(ReadOnlySpan<byte> line)
    {
        if (!line.SequenceEqual(header))
        {
            header = line.ToArray();
            try
            {
                UseFormatOf(header);
                isFormatUnusable = false;
            }
            catch (FlowLogFormatException)
            {
                isFormatUnusable = true;
            }
        }

        if (!isFormatUnusable && options.Format is { } configured && !ReferenceEquals(configured, reader.Format))
            ContradictingHeaders++;
        return !isFormatUnusable;
    }

    void UseFormatOf(byte[] line)
    {
        foreach (var known in formats)
        {
            if (known.Header.AsSpan().SequenceEqual(line))
            {
                reader = known.Reader;
                return;
            }
        }

        var configured = options.Format ?? FlowLogFormat.Default;
        var format = ObjectHeader.ToFormat(line, configured);
        reader = new FlowLogReader(format.Equals(configured) ? configured : format);
        if (formats.Count == FormatsRemembered)
            formats.Clear();
        formats.Add((line, reader));
    }

    bool TakeLine()
    {
        lineBuffer = buffer;
        while (true)
        {
            var unread = buffer.AsSpan(next, filled - next);
            var ending = unread.IndexOf((byte)'\n');
            if (isSkipping)
            {
                Skip(ending, unread.Length);
            }
            else if (!unread.IsEmpty && unread[0] == '{' && EndOfObject(unread, ending) is > 0 and var length)
            {
                Take(length, length);
                return true;
            }
            else if (ending >= 0)
            {
                Take(ending, ending + 1);
                lineEndings++;
                return true;
            }
            else if (unread.Length > options.MaximumLineLength)
            {
                Take(unread.Length, unread.Length);
                isSkipping = true;
                return true;
            }
            else if (sourceEnded)
            {
                Take(unread.Length, unread.Length);
                return !unread.IsEmpty;
            }

            if (ending < 0 && !Fill() && isSkipping)
                return false;
        }
    }

    // Firehose may deliver objects without a separator, so the end of an object ends a line, unless it ends there anyway.
    static int EndOfObject(ReadOnlySpan<byte> unread, int ending)
    {
        var length = MessageEnvelope.LengthOf(ending < 0 ? unread : unread[..ending]);
        return length > 0 && (ending < 0 || unread[length..ending].TrimStart(" \t\r"u8) is [(byte)'{', ..]) ? length : -1;
    }

    void Take(int length, int consumed)
    {
        LineNumber = lineEndings + 1;
        lineStart = next;
        lineLength = length > 0 && buffer[next + length - 1] == '\r' ? length - 1 : length;
        Consume(consumed);
    }

    void Skip(int ending, int unread)
    {
        Consume(ending < 0 ? unread : ending + 1);
        if (ending < 0)
            return;
        lineEndings++;
        isSkipping = false;
    }

    void Consume(int count)
    {
        next += count;
        BytesRead += count;
    }

    bool Fill()
    {
        if (sourceEnded)
            return false;
        buffer.AsSpan(next, filled - next).CopyTo(buffer);
        filled -= next;
        next = 0;
        var read = source.Read(buffer.AsSpan(filled, buffer.Length - FieldBounds.BlockLength - filled));
        filled += read;
        sourceEnded = read == 0;
        return read > 0;
    }
}

using System.Buffers;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Lines of data from AWS: text, <c>{"message":"…"}</c> and documents of CloudWatch Logs, in any mix.</summary>
/// <remarks>
/// One item may follow another with or without a line ending, and the data may be gzip, once, twice or in several members.
/// Reads in one pass and in memory that does not grow with the content. Data over a limit is never cut: the
/// content counts as unreadable after the lines beside it are read.
/// </remarks>
sealed class ContentLines(Stream source, ContentOptions options) : ILineSource, IDisposable
{
    /// <summary>Maximum size of a line: 2 MiB, which is more than AWS accepts for an event or a record.</summary>
    public const int MostLineBytes = 2 * 1024 * 1024;

    /// <summary>Maximum size of a log event as JSON: 4 MiB.</summary>
    public const int MostEventBytes = 2 * MostLineBytes;

    const int MostBytesAhead = 4 * MostEventBytes;
    const int MostSkippedBytes = 32 * MostLineBytes;
    const int FirstBufferBytes = 64 * 1024;

    readonly HeaderFormats headers = new(options.Format);
    readonly EnvelopeReader envelope = new();
    readonly MalformedEvents malformed = new(keeps: options.Park is not null);
    LineOrigin entered = options.Origin;
    PlainBytes? plain;
    byte[] buffer = [];
    byte[]? unescaped;
    int start;
    int end;
    int documents;
    long skipped;
    bool ended;
    bool isInEnvelope;
    bool isEntering;
    bool isSkipping;
    bool isOpening = true;
    string? problem;
    EventException? failure;
    UnreadableObjectException? fault;

    /// <inheritdoc/>
    public LineOrigin Origin { get; private set; } = options.Origin;

    /// <inheritdoc/>
    public FlowLogFormat Format { get; private set; } = options.Format;

    /// <summary>Number of headers whose fields differ from the configured log format.</summary>
    public long ContradictingHeaders => headers.Contradictions;

    /// <summary>Number of log events without a line.</summary>
    public long MalformedEvents => malformed.Total;

    /// <summary>Fault of the first of <see cref="MalformedEvents"/>; empty without any.</summary>
    public string MalformedReason => malformed.Reason;

    Span<byte> Unread => buffer.AsSpan(start, end - start);

    /// <inheritdoc/>
    public ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation) =>
        options.Park is { } park && malformed.Count > 0 && (malformed.IsFull || !isInEnvelope) ? ParkAsync(park) : new(Fill(block, cancellation));

    /// <summary>Adds the next lines to a block until it is full. Waits only for the source.</summary>
    /// <returns>False if no lines are left.</returns>
    /// <exception cref="EventException">The next content cannot be read.</exception>
    public bool Fill(LineBlock block, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (failure is not null)
            throw failure;
        try
        {
            plain ??= Open(cancellation);
            return ReadOn(block);
        }
        catch (UnreadableObjectException error)
        {
            failure = new EventException(error.Message, error);
            if (error.IsFoundLate)
                throw failure;
        }
        catch (JsonException error)
        {
            failure = new EventException($"{options.Name} has a document of CloudWatch Logs that is not valid JSON: {JsonFault.Of(error)}", error);
        }
        catch (EventException error) when (block.Count > 0)
        {
            failure = error;
        }

        // The lines before the fault are sound, so they are processed first.
        return block.Count > 0 ? true : throw failure;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        plain?.Dispose();
        ReturnBuffer();
        buffer = [];
    }

    void ReturnBuffer()
    {
        if (buffer.Length == FirstBufferBytes)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    async ValueTask<bool> ParkAsync(ParkEvents park)
    {
        var (count, reason) = (malformed.Count, $"{malformed.Count} log events of {options.Name} cannot be used; of the first, {malformed.Reason}.");
        var payload = malformed.ToEvent(envelope.LogGroup, envelope.LogStream);
        malformed.Clear();
        await park(payload, count, reason).ConfigureAwait(false);
        return true;
    }

    PlainBytes Open(CancellationToken cancellation)
    {
        var opened = new PlainBytes(source, options.Name, options.MostBytes, cancellation);
        plain = opened;
        buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
        Fetch(FirstBufferBytes);
        if (ParquetMark.Is(Unread))
            throw new EventException(
                $"{options.Name} is Parquet within an event or within gzip, which is not supported. Store it in S3 as it is, and send its notification.");
        if (Unread.StartsWith("\uFEFF"u8))
            start += 3;
        return opened;
    }

    bool ReadOn(LineBlock block)
    {
        while (!block.IsFull)
        {
            if (isInEnvelope)
            {
                if ((isEntering && !TryEnter(block, options.Format, entered)) || ReadEnvelope(block))
                    return true;
                continue;
            }

            if (isSkipping)
                SkipLine();
            var unread = Unread;
            start = end - unread.TrimStart(" \t\r\n"u8).Length;
            if (start == end)
            {
                if (Fetch(MostLineBytes + 1))
                    continue;
                CheckEnd();
                return false;
            }

            if (options.IsSubscription && buffer[start] != '{')
                throw new EventException($"{options.Name} is not a document of CloudWatch Logs.");
            if (options.IsSubscription)
                BeginEnvelope();
            else if (ReadItem(block))
                return true;
        }

        return true;
    }

    void CheckEnd()
    {
        if (options.IsSubscription && documents == 0)
            throw new EventException($"{options.Name} does not contain a document of CloudWatch Logs.");
        if (problem is not null)
            throw new EventException(problem);
    }

    // Returns whether to stop: the block is full, or what follows belongs in another one.
    bool ReadEnvelope(LineBlock block)
    {
        var step = envelope.Read(Unread, ended, block, options.Tag, malformed, out var consumed);
        start += consumed;
        switch (step)
        {
            case EnvelopeStep.NeedsMore:
                var most = envelope.IsLookingAhead ? MostBytesAhead : MostEventBytes;
                // Text that ends within a document is not valid JSON, so only the size can be the reason.
                return Fetch(most) ? false
                    : throw new EventException($"{options.Name} has a log event or name of more than {most} bytes, which is not supported. Split it.");
            case EnvelopeStep.Named:
                return EnterEvents(block);
            case EnvelopeStep.Ended:
                EndEnvelope();
                return malformed.Count > 0 && options.Park is not null;
            default:
                return true;
        }
    }

    void BeginEnvelope()
    {
        envelope.Begin();
        isInEnvelope = true;
        isOpening = false;
        documents++;
    }

    void EndEnvelope()
    {
        isInEnvelope = false;
        if (envelope.MessageType is "CONTROL_MESSAGE")
            return;
        CheckType();
        if (!envelope.HasEvents)
            throw new EventException($"{options.Name} has a document of CloudWatch Logs without 'logEvents'.");
    }

    // Among lines, a list of log events identifies the document.
    void CheckType()
    {
        if (envelope.MessageType is not "DATA_MESSAGE" && (options.IsSubscription || envelope.MessageType is not null))
            throw new EventException($"The subscription's messageType '{envelope.MessageType}' is neither DATA_MESSAGE nor CONTROL_MESSAGE.");
    }

    // Returns whether to stop, because the block has lines from elsewhere.
    bool EnterEvents(LineBlock block)
    {
        if (envelope.MessageType is "CONTROL_MESSAGE")
        {
            envelope.SkipsEvents = true;
            return false;
        }

        CheckType();
        var (group, stream) = (envelope.LogGroup ?? "", envelope.LogStream ?? "");
        envelope.SkipsEvents = options.Accepts?.Invoke(group, stream) is false;
        if (envelope.SkipsEvents)
            return false;
        if (options.TakesOrigin && (ReferenceEquals(entered, options.Origin) || entered.Name != stream || entered.Host != group))
            entered = new LineOrigin(stream, group, $"{options.Origin.Id}/{group}/{stream}/{documents}");
        isEntering = true;
        return !TryEnter(block, options.Format, entered);
    }

    // The lines of a block have one format and one origin, so others wait for the next block.
    bool TryEnter(LineBlock block, FlowLogFormat format, LineOrigin origin)
    {
        if (!ReferenceEquals(Format, format) || !ReferenceEquals(Origin, origin))
        {
            if (block.Count > 0)
                return false;
            (Format, Origin) = (format, origin);
        }

        isEntering = false;
        return true;
    }

    // Returns whether to stop, because the block has lines from elsewhere.
    bool ReadItem(LineBlock block)
    {
        var unread = Unread;
        var length = unread[0] == '{' ? LengthOfMessage(unread) : -1;
        var isMessage = length >= 0;
        if (unread[0] == '{' && length < 0)
        {
            switch (ItemShape.Of(unread, ended, out var whole))
            {
                case ItemKind.Envelope:
                    BeginEnvelope();
                    return false;
                case ItemKind.Unfinished when Fetch(MostLineBytes + 1):
                    return false;
                case ItemKind.Message:
                    (length, isMessage) = (whole, true);
                    break;
                case ItemKind.Other when whole > 0 && IsFollowedByObject(unread[whole..]):
                    length = whole;
                    break;
            }
        }

        var isCut = false;
        if (length < 0)
        {
            length = unread.IndexOf((byte)'\n');
            if (length < 0 && Fetch(MostLineBytes + 1))
                return false;
            if (length < 0)
                (length, isCut) = (unread.Length, !ended);
        }

        if (isCut || length > MostLineBytes)
        {
            problem ??= $"{options.Name} has a line of more than {MostLineBytes} bytes, which is not supported. Split it.";
            isSkipping = true;
            isOpening = false;
            return false;
        }

        return TakeLine(block, unread[..length], isMessage);
    }

    bool TakeLine(LineBlock block, ReadOnlySpan<byte> item, bool isMessage)
    {
        var line = item.TrimEnd(" \t\r"u8);
        var isHeader = headers.TryTake(line, isOpening);
        if (isHeader && !headers.IsUnusable)
        {
            start += item.Length;
            isOpening = false;
            return false;
        }

        if (!TryEnter(block, headers.Format, options.Origin))
            return true;
        start += item.Length;
        isOpening = false;
        var reason = headers.IsUnusable ? RejectionReason.BadHeader : RejectionReason.None;
        if (isMessage && MessageEnvelope.TryOpen(line, ref unescaped, out var message))
            line = message.TrimEnd("\r\n"u8);
        else if (line[0] == '{')
            reason = RejectionReason.BadEnvelope;
        line.CopyTo(block.Reserve(line.Length));
        block.Add(line.Length, 0, options.Tag, new Rejection(reason));
        return false;
    }

    void SkipLine()
    {
        while (isSkipping)
        {
            var ending = Unread.IndexOf((byte)'\n');
            skipped += Unread.Length;
            start = ending < 0 ? end : start + ending;
            if (skipped > MostSkippedBytes)
                throw new EventException(problem!);
            isSkipping = ending < 0 && Fetch(MostLineBytes + 1);
        }
    }

    // Firehose writes most messages in one form, which one search finds.
    static int LengthOfMessage(ReadOnlySpan<byte> text)
    {
        var opening = "{\"message\":\""u8;
        if (!text.StartsWith(opening))
            return -1;
        var close = text[opening.Length..].IndexOfAny((byte)'"', (byte)'\\') + opening.Length;
        return close >= opening.Length && text[close..].StartsWith("\"}"u8) ? close + 2 : -1;
    }

    static bool IsFollowedByObject(ReadOnlySpan<byte> rest) => rest.TrimStart(" \t\r"u8) is [(byte)'{', ..];

    /// <summary>Reads more data behind the unread part.</summary>
    /// <param name="most">Maximum number of unread bytes.</param>
    /// <returns>False if the maximum is reached, or the content has ended.</returns>
    bool Fetch(int most)
    {
        if (ended || end - start >= most)
            return false;
        if (fault is not null)
            throw fault;
        if (start > 0)
            Unread.CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            // Large buffers are rarely needed, and the pool would keep one for each thread.
            var larger = GC.AllocateUninitializedArray<byte>(buffer.Length * 2);
            Unread.CopyTo(larger);
            ReturnBuffer();
            buffer = larger;
        }

        try
        {
            // Fills the buffer, so that data is seldom read twice.
            while (end < buffer.Length && !ended)
            {
                var read = plain!.Read(buffer.AsSpan(end));
                end += read;
                ended = read == 0;
            }
        }
        catch (UnreadableObjectException error) when (!error.IsFoundLate)
        {
            // The data before the fault is sound, so its lines are read first.
            fault = error;
        }

        return true;
    }
}

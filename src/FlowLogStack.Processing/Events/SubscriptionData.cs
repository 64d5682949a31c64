using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>
/// Reads what CloudWatch Logs sends to a subscription, a gzip of JSON, in one pass and in memory that does not grow
/// with it.
/// </summary>
sealed class SubscriptionData : ILineSource, IDisposable
{
    readonly ReadOnlyMemory<byte> compressed;
    readonly int tag;
    byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    Stream stream;
    JsonReaderState state;
    int start;
    int end;
    bool ended;
    bool finished;
    Property property;
    long timestamp;
    int messageLength = -1;
    string? firstId;

    /// <summary>Reads the envelope, up to the first event.</summary>
    /// <param name="compressed">The gzip.</param>
    /// <param name="format">The format of the messages.</param>
    /// <param name="tag">What marks the lines in a block.</param>
    /// <exception cref="EventException">The data is no gzip of JSON.</exception>
    public SubscriptionData(ReadOnlyMemory<byte> compressed, FlowLogFormat format, int tag = 0)
    {
        this.compressed = compressed;
        this.tag = tag;
        Format = format;
        Origin = new LineOrigin("", "", "");
        stream = Open();
        try
        {
            Advance(null, untilEvents: true);
            if (property is Property.LogEvents && (MessageType is null || LogGroup is null || LogStream is null))
            {
                // The names stand after the events: read everything once for them, then again for the events.
                Advance(null, untilEvents: false);
                Rewind();
                Advance(null, untilEvents: true);
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        Origin = new LineOrigin(LogStream ?? "", LogGroup ?? "", $"{LogGroup}/{LogStream}");
    }

    enum Property
    {
        None,
        MessageType,
        LogGroup,
        LogStream,
        LogEvents,
        Id,
        Timestamp,
        Message,
    }

    /// <summary><c>DATA_MESSAGE</c> or <c>CONTROL_MESSAGE</c>.</summary>
    public string? MessageType { get; private set; }

    /// <summary>The log group.</summary>
    public string? LogGroup { get; private set; }

    /// <summary>The log stream.</summary>
    public string? LogStream { get; private set; }

    /// <inheritdoc/>
    public LineOrigin Origin { get; private set; }

    /// <inheritdoc/>
    public FlowLogFormat Format { get; }

    /// <inheritdoc/>
    public ValueTask<bool> FillAsync(LineBlock block, CancellationToken cancellation) => new(Fill(block));

    /// <summary>Adds the next messages to a block until it is full, without waiting for anything.</summary>
    /// <returns>False once no messages are left.</returns>
    public bool Fill(LineBlock block)
    {
        if (!finished)
            Advance(block, untilEvents: false);
        return !finished;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    GZipStream Open() => new(new ReadOnlyMemoryStream(compressed), CompressionMode.Decompress);

    void Rewind()
    {
        stream.Dispose();
        stream = Open();
        state = default;
        start = end = 0;
        ended = finished = false;
        property = Property.None;
        messageLength = -1;
        firstId = null;
    }

    void Advance(LineBlock? block, bool untilEvents)
    {
        try
        {
            while (!finished && !Consume(block, untilEvents))
                Read();

            // The checksum stands at the very end of the gzip, after the document.
            while (finished && !ended)
            {
                start = end = 0;
                Read();
            }
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or InvalidOperationException or FormatException)
        {
            throw new EventException($"The event's data is not a gzip of a CloudWatch Logs document: {error.Message}", error);
        }
    }

    void Read()
    {
        if (ended)
            throw new InvalidDataException("it ends in the middle.");
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        if (end == buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        ended = read == 0;
    }

    // Returns whether to stop: the block is full, the events begin, or the document ends.
    bool Consume(LineBlock? block, bool untilEvents)
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), ended, state);
        var stop = false;
        while (!stop && reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    property = Named(ref reader);
                    break;
                case JsonTokenType.StartArray when property is Property.LogEvents && reader.CurrentDepth == 1:
                    stop = untilEvents;
                    break;
                case JsonTokenType.EndObject when reader.CurrentDepth == 2:
                    stop = Complete(block);
                    break;
                case JsonTokenType.EndObject when reader.CurrentDepth == 0:
                    finished = true;
                    stop = true;
                    break;
                default:
                    Value(ref reader, block);
                    break;
            }
        }

        start += (int)reader.BytesConsumed;
        state = reader.CurrentState;
        return stop;
    }

    static Property Named(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth == 1)
        {
            return reader.ValueTextEquals("messageType"u8) ? Property.MessageType
                : reader.ValueTextEquals("logGroup"u8) ? Property.LogGroup
                : reader.ValueTextEquals("logStream"u8) ? Property.LogStream
                : reader.ValueTextEquals("logEvents"u8) ? Property.LogEvents
                : Property.None;
        }

        // Deeper names, as in extractedFields, are nobody's.
        return reader.CurrentDepth != 3 ? Property.None
            : reader.ValueTextEquals("message"u8) ? Property.Message
            : reader.ValueTextEquals("timestamp"u8) ? Property.Timestamp
            : reader.ValueTextEquals("id"u8) ? Property.Id
            : Property.None;
    }

    void Value(ref Utf8JsonReader reader, LineBlock? block)
    {
        switch (property)
        {
            case Property.Message when reader.TokenType is JsonTokenType.String && block is not null:
                var room = block.Reserve(reader.ValueSpan.Length);
                messageLength = reader.ValueIsEscaped ? reader.CopyString(room) : Copy(reader.ValueSpan, room);
                break;
            case Property.Timestamp when reader.TokenType is JsonTokenType.Number:
                reader.TryGetInt64(out timestamp);
                break;
            case Property.Id when firstId is null && reader.TokenType is JsonTokenType.String:
                firstId = reader.GetString();
                Origin = Origin with { Id = $"{LogGroup}/{LogStream}/{firstId}" };
                break;
            case Property.MessageType:
                MessageType = reader.GetString();
                break;
            case Property.LogGroup:
                LogGroup = reader.GetString();
                break;
            case Property.LogStream:
                LogStream = reader.GetString();
                break;
        }

        property = Property.None;
    }

    static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }

    bool Complete(LineBlock? block)
    {
        if (block is null)
            return false;
        if (messageLength >= 0)
            block.Add(messageLength, timestamp, tag);
        messageLength = -1;
        timestamp = 0;
        return block.IsFull;
    }
}

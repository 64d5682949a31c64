using System.Buffers;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>An incremental reader of CloudWatch Logs documents, which puts the messages of their events into a block.</summary>
/// <remarks>An event is read from one piece of text or not at all, so that a malformed event can be saved whole.</remarks>
sealed class EnvelopeReader
{
    const long LastMillisecond = 253_402_300_799_999;

    // What ends the text of a JSON string, or needs more than copying.
    static readonly SearchValues<byte> NotPlain = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(value => (byte)value), (byte)'"', (byte)'\\']);

    JsonReaderState state;
    Property property;
    bool isInEvents;
    bool isBetweenEvents;

    enum Property
    {
        None,
        MessageType,
        LogGroup,
        LogStream,
        LogEvents,
    }

    /// <summary><c>DATA_MESSAGE</c> or <c>CONTROL_MESSAGE</c>; null if the document has no type.</summary>
    public string? MessageType { get; private set; }

    /// <summary>Log group; null if the document has none.</summary>
    public string? LogGroup { get; private set; }

    /// <summary>Log stream; null if the document has none.</summary>
    public string? LogStream { get; private set; }

    /// <summary>Whether the document has a list of events, which may be empty.</summary>
    public bool HasEvents { get; private set; }

    /// <summary>Whether the reader needs more text only because the names follow the events.</summary>
    public bool IsLookingAhead { get; private set; }

    /// <summary>Whether the events are skipped. Default: false.</summary>
    public bool SkipsEvents { get; set; }

    /// <summary>Begins a document.</summary>
    public void Begin()
    {
        state = default;
        property = Property.None;
        isInEvents = isBetweenEvents = HasEvents = IsLookingAhead = SkipsEvents = false;
        MessageType = LogGroup = LogStream = null;
    }

    /// <summary>Reads the next piece of text.</summary>
    /// <param name="text">The text after the part consumed so far.</param>
    /// <param name="isFinal">Whether the text is the last.</param>
    /// <param name="block">Receives messages; unchanged before <see cref="EnvelopeStep.Named"/>.</param>
    /// <param name="tag">Tag of the lines in the block.</param>
    /// <param name="malformed">Receives events without a usable message.</param>
    /// <param name="consumed">Length of the text that need not be read again.</param>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    /// <exception cref="EventException">The JSON is not a document of CloudWatch Logs.</exception>
    public EnvelopeStep Read(ReadOnlySpan<byte> text, bool isFinal, LineBlock block, int tag, MalformedEvents malformed, out int consumed)
    {
        var begin = consumed = 0;
        var reader = new Utf8JsonReader(text, isFinal, state);
        while (true)
        {
            if (isBetweenEvents)
            {
                if (!SkipsEvents && TakeUsualEvents(text[consumed..], block, tag) is > 0 and var taken)
                {
                    begin = consumed += taken;
                    reader = new Utf8JsonReader(text[begin..], isFinal, state);
                }

                if (block.IsFull || malformed.IsFull)
                    return EnvelopeStep.Full;
            }

            if (!reader.Read())
                return EnvelopeStep.NeedsMore;
            var isEvent = isInEvents && (reader.TokenType is not JsonTokenType.EndArray || reader.CurrentDepth > 1);
            if (isEvent)
            {
                if (!TryTakeEvent(ref reader, text[begin..], block, tag, malformed))
                    return EnvelopeStep.NeedsMore;
            }
            else if (isInEvents)
            {
                isInEvents = false;
            }
            else if (reader.CurrentDepth == 1 && !TryTakeMember(ref reader))
            {
                return EnvelopeStep.NeedsMore;
            }

            consumed = begin + (int)reader.BytesConsumed;
            // The reader's state is the same after every event, and capturing it each time costs too much.
            if (!isEvent || !isBetweenEvents)
                state = reader.CurrentState;
            isBetweenEvents = isEvent;
            if (!isEvent && isInEvents)
                return EnvelopeStep.Named;
            if (reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject)
                return EnvelopeStep.Ended;
        }
    }

    // CloudWatch Logs writes every event in one form, which needs no JSON reader: ,{"id":"…","timestamp":1,"message":"…"}.
    // Returns the length of the events taken. Anything else is left to the reader.
    static int TakeUsualEvents(ReadOnlySpan<byte> text, LineBlock block, int tag)
    {
        var taken = 0;
        while (!block.IsFull)
        {
            var rest = text[taken..];
            if (!TryPass(ref rest, ",{\"id\":\""u8) || !TryPassText(ref rest, out _) || !TryPass(ref rest, ",\"timestamp\":"u8)
                || !TryPassNumber(ref rest, out var timestamp) || !TryPass(ref rest, ",\"message\":\""u8) || !TryPassText(ref rest, out var message)
                || !TryPass(ref rest, "}"u8))
            {
                break;
            }

            message.CopyTo(block.Reserve(message.Length));
            block.Add(message.Length, timestamp, tag);
            taken = text.Length - rest.Length;
        }

        return taken;
    }

    static bool TryPass(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> expected)
    {
        if (!rest.StartsWith(expected))
            return false;
        rest = rest[expected.Length..];
        return true;
    }

    static bool TryPassText(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        var length = rest.IndexOfAny(NotPlain);
        text = length < 0 ? default : rest[..length];
        if (length < 0 || rest[length] != '"')
            return false;
        rest = rest[(length + 1)..];
        return true;
    }

    // The times of today's events have 13 digits, the first of which is not zero.
    static bool TryPassNumber(ref ReadOnlySpan<byte> rest, out long number)
    {
        const int digits = 13;
        number = 0;
        if (rest.Length <= digits || rest[0] is (byte)'0')
            return false;
        for (var i = 0; i < digits; i++)
        {
            var digit = rest[i] - '0';
            if (digit is < 0 or > 9)
                return false;
            number = (number * 10) + digit;
        }

        rest = rest[digits..];
        return true;
    }

    bool TryTakeEvent(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, LineBlock block, int tag, MalformedEvents malformed)
    {
        var start = (int)reader.TokenStartIndex;
        string? fault = "it is not a JSON object";
        var (length, timestamp) = (0, 0L);
        if (!(reader.TokenType is JsonTokenType.StartObject ? TryReadEvent(ref reader, block, out length, out timestamp, out fault) : reader.TrySkip()))
            return false;
        if (SkipsEvents)
            return true;
        if (fault is null)
            block.Add(length, timestamp, tag);
        else
            malformed.Add(text[start..(int)reader.BytesConsumed], fault);
        return true;
    }

    // Returns false if the event does not end within the text.
    static bool TryReadEvent(ref Utf8JsonReader reader, LineBlock block, out int length, out long timestamp, out string? fault)
    {
        (length, timestamp, fault) = (-1, 0, null);
        var hasTimestamp = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject)
            {
                fault ??= length < 0 ? "it has no 'message'" : null;
                return true;
            }

            var isMessage = reader.ValueTextEquals("message"u8);
            var isTimestamp = !isMessage && reader.ValueTextEquals("timestamp"u8);
            if (!reader.Read())
                return false;
            if (isMessage)
            {
                fault ??= length >= 0 ? "it has two members 'message'"
                    : reader.TokenType is not JsonTokenType.String ? $"its 'message' is {Named(reader.TokenType)}, not text"
                    : !TryCopy(ref reader, block, out length) ? "its 'message' is not Unicode text"
                    : null;
            }
            else if (isTimestamp)
            {
                fault ??= hasTimestamp ? "it has two members 'timestamp'"
                    : reader.TokenType is not JsonTokenType.Number || !reader.TryGetInt64(out timestamp) || timestamp is < 0 or > LastMillisecond
                    ? "its 'timestamp' is not a whole number of milliseconds from 1970 to 9999"
                    : null;
                hasTimestamp = true;
            }

            // Other values, such as extractedFields, have names of their own.
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && !reader.TrySkip())
                return false;
        }

        return false;
    }

    static bool TryCopy(ref Utf8JsonReader reader, LineBlock block, out int length)
    {
        var text = reader.ValueSpan;
        var room = block.Reserve(text.Length);
        if (reader.ValueIsEscaped)
            return TryUnescape(ref reader, room, out length);
        text.CopyTo(room);
        length = text.Length;
        return true;
    }

    static bool TryUnescape(ref Utf8JsonReader reader, Span<byte> room, out int length)
    {
        try
        {
            length = reader.CopyString(room);
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            length = -1;
            return false;
        }
    }

    static string Named(JsonTokenType type) => type switch
    {
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        _ => "true or false",
    };

    // Returns false if names that the events need follow them, beyond the end of the text.
    bool TryTakeMember(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.PropertyName)
        {
            property = Of(ref reader);
            return true;
        }

        if (property is Property.LogEvents)
        {
            if (reader.TokenType is not JsonTokenType.StartArray)
                throw new EventException("The document of CloudWatch Logs has 'logEvents' that are not a list.");
            IsLookingAhead = MessageType is null || LogGroup is null || LogStream is null;
            if (IsLookingAhead && !TryLookAhead(reader))
                return false;
            IsLookingAhead = false;
            isInEvents = HasEvents = true;
        }
        else if (property is not Property.None)
        {
            SetName(property, ref reader);
        }

        property = Property.None;
        return true;
    }

    bool TryLookAhead(Utf8JsonReader reader)
    {
        if (!reader.TrySkip())
            return false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject)
                return true;
            var named = Of(ref reader);
            if (!reader.Read())
                return false;
            if (named is Property.MessageType or Property.LogGroup or Property.LogStream)
                SetName(named, ref reader);
            if (!reader.TrySkip())
                return false;
        }

        return false;
    }

    static Property Of(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("messageType"u8) ? Property.MessageType
        : reader.ValueTextEquals("logGroup"u8) ? Property.LogGroup
        : reader.ValueTextEquals("logStream"u8) ? Property.LogStream
        : reader.ValueTextEquals("logEvents"u8) ? Property.LogEvents
        : Property.None;

    void SetName(Property named, ref Utf8JsonReader reader)
    {
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException error)
        {
            throw new EventException($"The document of CloudWatch Logs has a name, '{named}', that is not text.", error);
        }

        _ = named switch
        {
            Property.MessageType => MessageType = Same(named, MessageType, text),
            Property.LogGroup => LogGroup = Same(named, LogGroup, text),
            _ => LogStream = Same(named, LogStream, text),
        };
    }

    static string? Same(Property named, string? before, string? text) =>
        before is null || before == text ? text : throw new EventException($"The document of CloudWatch Logs has two different names, '{named}'.");
}

using System.Buffers;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The lines of JSON documents: events of CloudWatch Logs from any source, and records with named fields.</summary>
/// <remarks>
/// Reads subscription envelopes, one or many, with or without separators; the responses of <c>filter-log-events</c>,
/// <c>get-log-events</c> and <c>get-query-results</c>; arrays and lines of events or records. Text between documents
/// is returned line by line.
/// </remarks>
sealed class JsonEvents(byte[] head, Stream rest, bool keepsJson) : LineSource(head, rest)
{
    /// <summary>First byte of a line that represents unreadable JSON, if JSON may itself be an event; UTF-8 never contains it.</summary>
    internal const byte Fault = 0xFF;

    const int DeepestNesting = 64;
    const int LongestSample = 200;
    const int MostFields = 1000;

    static readonly JsonReaderOptions Options = new() { MaxDepth = DeepestNesting };

    readonly Stack<Frame> frames = new();
    readonly RecordLines records = new("\r");
    JsonReaderState state;
    Property property;
    string propertyName = "";
    bool isInDocument;
    bool isPassing;
    bool isCellValue;
    string cellField = "";

    /// <summary>Returns whether a text begins with JSON that this class reads.</summary>
    /// <param name="text">Beginning of the text.</param>
    /// <param name="keepsJson">Whether JSON objects of other kinds are themselves events.</param>
    internal static bool Begins(ReadOnlySpan<byte> text, bool keepsJson)
    {
        text = text.TrimStart(" \t\r\n"u8);
        // The reader of lines is faster for the lines that Firehose writes.
        return (text is [(byte)'{', ..] && (keepsJson || !text.StartsWith("{\"message\":\""u8))) || IsArray(text);
    }

    // An object that is itself an event, and an item without a message, are returned as their text, which can begin in an earlier block. A longer one than
    // the longest value is malformed.
    protected override int FirstKept
    {
        get
        {
            var first = frames.FirstOrDefault(frame => frame is { Kind: FrameKind.Item or FrameKind.Row, HasEvents: false, IsControl: false }
                && (keepsJson || frame.Message is null) && frame.At >= Forgotten);
            return first is not null && Start + Forgotten - first.At < LongestValue ? (int)(first.At - Forgotten) : Start;
        }
    }

    protected override bool Advance()
    {
        if (isPassing)
        {
            isPassing = !PassLine();
            return !isPassing || Fetch() || !Unread.IsEmpty || !HasEnded;
        }

        return isInDocument ? ReadOn() : Begin();
    }

    static bool IsArray(ReadOnlySpan<byte> text) => text is [(byte)'[', ..] && text[1..].TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)']', ..];

    bool Begin()
    {
        var text = Unread.TrimStart(" \t\r\n"u8);
        Use(Unread.Length - text.Length);
        if (text.IsEmpty || (text[0] == '[' && text[1..].TrimStart(" \t\r\n"u8).IsEmpty && !HasEnded))
            return Fetch() && (!HasEnded || !Unread.IsEmpty);
        if (IsCutLine(text) is not { } isCut)
            return Fetch();
        if (isCut && keepsJson)
        {
            // Any line may be an event here.
            isPassing = true;
            return true;
        }

        if (isCut)
        {
            Reject();
            return true;
        }

        var shape = text[0] == '{' ? (keepsJson ? JsonShape.Of(text, HasEnded) : JsonShapeKind.Document) : IsArray(text) ? JsonShapeKind.Document
            : JsonShapeKind.Other;
        switch (shape)
        {
            case JsonShapeKind.Document:
                isInDocument = true;
                state = new JsonReaderState(Options);
                frames.Clear();
                return true;
            case JsonShapeKind.Event:
                var length = JsonShape.LengthOf(text);
                Output.Write(text[..length]);
                Output.Write("\n"u8);
                Use(length);
                return true;
            case JsonShapeKind.Unfinished when Fetch():
                return true;
            default:
                isPassing = true;
                return true;
        }
    }

    // If an object begins on the next line without a blank before it, every line is an object, and this one is truncated.
    bool? IsCutLine(ReadOnlySpan<byte> text)
    {
        var ending = text.IndexOf((byte)'\n');
        if (text[0] != '{' || ending < 0 || MessageEnvelope.LengthOf(text[..ending]) >= 0)
            return false;
        if (ending + 1 == text.Length)
            return HasEnded || text.Length >= LongestValue ? false : null;
        return text[ending + 1] == '{';
    }

    bool ReadOn()
    {
        var reader = new Utf8JsonReader(Unread, HasEnded, state);
        try
        {
            while (isInDocument && !IsFull && reader.Read())
                Take(ref reader);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Use((int)reader.BytesConsumed);
            Reject();
            return true;
        }

        var used = (int)reader.BytesConsumed;
        state = reader.CurrentState;
        Use(used);
        if (used == 0 && !IsFull && !Fetch())
            Reject();
        return true;
    }

    // The line with the fault is returned, so that it is reported with its reason; the text after it may be valid.
    void Reject()
    {
        isInDocument = false;
        var begin = frames.LastOrDefault() is { } document && document.At >= Forgotten ? (int)(document.At - Forgotten) : Start;
        frames.Clear();
        var ending = Unread.IndexOf((byte)'\n');
        Sample(Kept[begin..(ending < 0 ? Kept.Length : Start + ending)]);
        Use(ending < 0 ? Unread.Length : ending + 1);
        while (ending < 0 && Fetch())
        {
            ending = Unread.IndexOf((byte)'\n');
            Use(ending < 0 ? Unread.Length : ending + 1);
        }
    }

    void Sample(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (keepsJson)
            Output.Write([Fault]);
        Output.Write("{"u8);
        if (text is [(byte)'{', ..])
            text = text[1..];
        WriteLine(text[..Math.Min(text.Length, LongestSample)]);
    }

    void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Open(isArray: false, ref reader);
                break;
            case JsonTokenType.StartArray:
                Open(isArray: true, ref reader);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close(ref reader);
                break;
            case JsonTokenType.PropertyName:
                Name(ref reader);
                break;
            default:
                Value(ref reader);
                break;
        }
    }

    void Open(bool isArray, ref Utf8JsonReader reader)
    {
        var outer = frames.TryPeek(out var top) ? top : null;
        var kind = outer?.Kind switch
        {
            null => isArray ? FrameKind.Items : FrameKind.Item,
            FrameKind.Items => isArray ? FrameKind.Row : FrameKind.Item,
            FrameKind.Item when isArray && property is Property.Events => FrameKind.Items,
            FrameKind.Row when !isArray => FrameKind.Cell,
            _ => FrameKind.Skipped,
        };
        if (outer is { Kind: FrameKind.Item } && kind is FrameKind.Items)
            outer.HasEvents = true;
        else if (outer is { Kind: FrameKind.Item } && kind is FrameKind.Skipped)
            outer.Others++;
        frames.Push(new Frame(kind) { At = Forgotten + Start + reader.TokenStartIndex, Outer = kind is FrameKind.Item or FrameKind.Row ? OwnerOf() : null });
    }

    Frame? OwnerOf() => frames.FirstOrDefault(frame => frame.Kind is FrameKind.Item);

    void Close(ref Utf8JsonReader reader)
    {
        var frame = frames.Pop();
        if (frame.Kind is FrameKind.Item or FrameKind.Row)
            Finish(frame, Start + (int)reader.BytesConsumed);
        property = Property.Other;
        isInDocument = frames.Count > 0;
    }

    void Finish(Frame item, int end)
    {
        if (item.IsControl || item.Outer?.IsControl == true)
            return;
        if (item.Message is not null)
            item.Event.Write(item.Message, item.Outer?.Event, Output);
        else if (item.HasEvents)
            return;
        else if (keepsJson && item.At >= Forgotten)
            WriteLine(Kept[(int)(item.At - Forgotten)..end]);
        else if (keepsJson || !records.TryWrite(item.Fields, item.Others, Output))
            Sample(item.At >= Forgotten ? Kept[(int)(item.At - Forgotten)..end] : default);
    }

    void Name(ref Utf8JsonReader reader)
    {
        var frame = frames.Peek();
        property = Property.Other;
        if (frame.Kind is FrameKind.Cell)
        {
            isCellValue = reader.ValueTextEquals("value"u8);
            property = reader.ValueTextEquals("field"u8) ? Property.Field : Property.Other;
        }
        else if (frame.Kind is FrameKind.Item)
        {
            propertyName = reader.GetString()!;
            property = NameOf(propertyName);
        }
    }

    static Property NameOf(string name) => name switch
    {
        "message" or "@message" => Property.Message,
        "timestamp" or "@timestamp" => Property.Timestamp,
        "logStreamName" or "logStream" or "@logStream" => Property.LogStream,
        "ingestionTime" or "@ingestionTime" => Property.IngestionTime,
        "events" or "logEvents" or "results" => Property.Events,
        "messageType" => Property.MessageType,
        _ => Property.Other,
    };

    void Value(ref Utf8JsonReader reader)
    {
        if (!frames.TryPeek(out var frame))
        {
            isInDocument = false;
            return;
        }

        if (frame.Kind is FrameKind.Item)
        {
            Set(frame, property, propertyName, ref reader);
        }
        else if (frame.Kind is FrameKind.Cell)
        {
            if (property is Property.Field)
                cellField = reader.TokenType is JsonTokenType.String ? reader.GetString()! : "";
            else if (isCellValue)
                Set(frames.ElementAt(1), NameOf(cellField), cellField, ref reader);
        }
    }

    static void Set(Frame item, Property property, string name, ref Utf8JsonReader reader)
    {
        switch (property)
        {
            case Property.Message when reader.TokenType is JsonTokenType.String:
                item.Message = reader.ValueSpan.ToArray();
                break;
            case Property.MessageType:
                item.IsControl = reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("CONTROL_MESSAGE"u8);
                break;
            case Property.Timestamp:
                item.Event.Timestamp = LogEventEnvelope.Milliseconds(ref reader);
                break;
            case Property.IngestionTime:
                item.Event.IngestionTime = LogEventEnvelope.Milliseconds(ref reader);
                break;
            case Property.LogStream when reader.TokenType is JsonTokenType.String:
                item.Event.LogStream = reader.ValueSpan.ToArray();
                break;
            case Property.Events:
                break;
            default:
                if (item.Fields.Count == MostFields)
                    item.Others++;
                else
                    item.Fields.Add(new(name, reader.TokenType is JsonTokenType.Null ? null : reader.TokenType is JsonTokenType.String ? reader.GetString()
                        : System.Text.Encoding.UTF8.GetString(reader.ValueSpan)));
                break;
        }
    }

    enum Property
    {
        Other,
        Message,
        Timestamp,
        LogStream,
        IngestionTime,
        Events,
        MessageType,
        Field,
    }

    enum FrameKind
    {
        // An array of items, or of rows of a query's result.
        Items,

        // An object that is an event, a record or the document of either.
        Item,

        // A row of a query's result: an array of cells.
        Row,

        Cell,
        Skipped,
    }

    sealed class Frame(FrameKind kind)
    {
        public FrameKind Kind => kind;

        public long At { get; init; }

        public Frame? Outer { get; init; }

        public byte[]? Message { get; set; }

        public LogEventEnvelope Event { get; } = new();

        public List<KeyValuePair<string, string?>> Fields { get; } = [];

        public int Others { get; set; }

        public bool HasEvents { get; set; }

        public bool IsControl { get; set; }
    }
}

using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>Distinguishes documents of log events and single events from other JSON objects by their keys.</summary>
static class JsonShape
{
    static readonly string[] Neutral =
        ["searchedLogStreams", "nextToken", "nextForwardToken", "nextBackwardToken", "status", "statistics", "queryLanguage", "encryptionKey"];
    static readonly string[] OfEvents =
        ["message", "timestamp", "id", "eventId", "logStreamName", "logStream", "ingestionTime", "logGroup", "logGroupIdentifier", "logGroupName", "owner",
            "extractedFields"];

    /// <summary>Returns the kind of the JSON object at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasEnded">Whether the text is complete.</param>
    internal static JsonShapeKind Of(ReadOnlySpan<byte> text, bool hasEnded)
    {
        try
        {
            var reader = new Utf8JsonReader(text, hasEnded, default);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                return JsonShapeKind.Other;
            var (hasMessage, mayBeEvent) = (false, true);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject)
                    return hasMessage && mayBeEvent ? JsonShapeKind.Event : JsonShapeKind.Other;
                var name = reader.GetString()!;
                if (name is "logEvents" or "messageType")
                    return JsonShapeKind.Document;
                var isList = name is "events" or "results";
                if (!reader.Read())
                    return JsonShapeKind.Unfinished;
                if (isList)
                {
                    if (OfList(ref reader) is not JsonShapeKind.Event and var kind)
                        return kind;
                    continue;
                }

                hasMessage |= name == "message" && reader.TokenType is JsonTokenType.String;
                mayBeEvent &= OfEvents.Contains(name) && (name != "message" || hasMessage);
                if (!mayBeEvent && !Neutral.Contains(name))
                    return JsonShapeKind.Other;
                if (!reader.TrySkip())
                    return JsonShapeKind.Unfinished;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return JsonShapeKind.Other;
        }

        return hasEnded ? JsonShapeKind.Other : JsonShapeKind.Unfinished;
    }

    /// <summary>Returns the length of the whole JSON object at the beginning of a text.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        reader.Read();
        reader.TrySkip();
        return (int)reader.BytesConsumed;
    }

    // Other programs also have lists of these names, so the first element determines the kind; an empty list does not.
    static JsonShapeKind OfList(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartArray)
            return JsonShapeKind.Other;
        if (!reader.Read())
            return JsonShapeKind.Unfinished;
        if (reader.TokenType is JsonTokenType.EndArray)
            return JsonShapeKind.Document;
        var isRow = reader.TokenType is JsonTokenType.StartArray;
        if (isRow && !reader.Read())
            return JsonShapeKind.Unfinished;
        if (reader.TokenType is not JsonTokenType.StartObject)
            return JsonShapeKind.Other;
        if (!reader.Read())
            return JsonShapeKind.Unfinished;
        return reader.TokenType is JsonTokenType.PropertyName
            && (isRow ? reader.ValueTextEquals("field"u8) || reader.ValueTextEquals("value"u8) : OfEvents.Contains(reader.GetString()))
            ? JsonShapeKind.Document
            : JsonShapeKind.Other;
    }
}

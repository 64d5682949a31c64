using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>Determines the kind of an event, and reads no more of it than that requires.</summary>
static class EventShape
{
    /// <summary>Returns the kind of an event.</summary>
    /// <exception cref="EventException">The event is not JSON, or has the members of two kinds.</exception>
    public static EventKind Of(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                return EventKind.Unknown;
            var found = EventKind.Unknown;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var kind = OfMember(reader);
                if (kind is not EventKind.Unknown && found is not EventKind.Unknown && kind != found)
                    throw new EventException($"The event has the members of two kinds, {found} and {kind}. Send two events.");
                found = kind is EventKind.Unknown ? found : kind;
                reader.Skip();
            }

            // Reading on ensures that the event has no trailing text.
            reader.Read();
            return found;
        }
        catch (JsonException error)
        {
            throw new EventException($"The event is not JSON: {JsonFault.Of(error)}", error);
        }
    }

    /// <summary>Returns the text of <c>awslogs.data</c>, decoded from base64 into a buffer that grows as required.</summary>
    /// <exception cref="EventException">The member is absent, duplicate or not base64.</exception>
    public static ReadOnlyMemory<byte> SubscriptionData(ReadOnlySpan<byte> json, ref byte[] buffer)
    {
        var reader = new Utf8JsonReader(json);
        var (isOuter, isData, found) = (false, false, false);
        var data = default(ReadOnlyMemory<byte>);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                isOuter = reader.CurrentDepth == 1 ? reader.ValueTextEquals("awslogs"u8) : isOuter;
                isData = isOuter && reader.CurrentDepth == 2 && reader.ValueTextEquals("data"u8);
            }
            else if (isData)
            {
                isData = false;
                if (found || reader.TokenType is not JsonTokenType.String)
                    throw new EventException("The event's 'awslogs.data' is not one text.");
                data = Decode(ref reader, ref buffer);
                found = true;
            }
        }

        return found ? data : throw new EventException("The event lacks the text 'awslogs.data'.");
    }

    static ReadOnlyMemory<byte> Decode(ref Utf8JsonReader reader, ref byte[] buffer)
    {
        var text = reader.ValueSpan;

        // JSON may escape the slash, which is common in base64.
        if (reader.ValueIsEscaped)
        {
            var unescaped = new byte[text.Length];
            text = unescaped.AsSpan(0, reader.CopyString(unescaped));
        }

        var most = Base64.GetMaxDecodedFromUtf8Length(text.Length);
        if (buffer.Length < most)
            buffer = new byte[most];
        return Base64.DecodeFromUtf8(text, buffer, out _, out var written) is OperationStatus.Done
            ? buffer.AsMemory(0, written)
            : throw new EventException("The event's 'awslogs.data' is not base64.");
    }

    static EventKind OfText(Utf8JsonReader reader, ReadOnlySpan<byte> text, EventKind kind) =>
        reader.Read() && reader.TokenType is JsonTokenType.String && reader.ValueTextEquals(text) ? kind : EventKind.Unknown;

    static EventKind OfMember(Utf8JsonReader reader) =>
        reader.ValueTextEquals("awslogs"u8) ? EventKind.Subscription
        : reader.ValueTextEquals("deliveryStreamArn"u8) || reader.ValueTextEquals("invocationId"u8) ? EventKind.Firehose
        : reader.ValueTextEquals("replay"u8) ? EventKind.Replay
        : reader.ValueTextEquals("requestPayload"u8) ? EventKind.Failed
        : reader.ValueTextEquals(DeadLetter.Marker) ? EventKind.DeadLetter
        : reader.ValueTextEquals("detail-type"u8) ? EventKind.Bridge
        : reader.ValueTextEquals("Records"u8) ? OfRecords(reader)
        : reader.ValueTextEquals("Event"u8) ? OfText(reader, "s3:TestEvent"u8, EventKind.Test)
        : reader.ValueTextEquals("Type"u8) ? OfText(reader, "Notification"u8, EventKind.Topic)
        : EventKind.Unknown;

    static EventKind OfRecords(Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType is JsonTokenType.StartArray && reader.Read() && reader.TokenType is not JsonTokenType.EndArray
            ? EventKind.Records
            : EventKind.Unknown;
}

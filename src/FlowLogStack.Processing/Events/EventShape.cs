using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>Tells what an event is, reading no more of it than that takes.</summary>
static class EventShape
{
    /// <summary>The kind of an event.</summary>
    /// <exception cref="EventException">The event is not JSON.</exception>
    public static EventKind Of(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
                return EventKind.Unknown;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var kind = reader.ValueTextEquals("awslogs"u8) ? EventKind.Subscription
                    : reader.ValueTextEquals("deliveryStreamArn"u8) || reader.ValueTextEquals("invocationId"u8) ? EventKind.Firehose
                    : reader.ValueTextEquals("replay"u8) ? EventKind.Replay
                    : reader.ValueTextEquals("requestPayload"u8) ? EventKind.Failed
                    : reader.ValueTextEquals(DeadLetter.Marker) ? EventKind.DeadLetter
                    : reader.ValueTextEquals("Records"u8) ? OfRecords(reader)
                    : reader.ValueTextEquals("Event"u8) ? OfText(reader, "s3:TestEvent"u8, EventKind.Test)
                    : reader.ValueTextEquals("Type"u8) ? OfText(reader, "Notification"u8, EventKind.Topic)
                    : EventKind.Unknown;
                if (kind is not EventKind.Unknown)
                    return kind;
                reader.Skip();
            }

            return EventKind.Unknown;
        }
        catch (JsonException error)
        {
            throw new EventException($"The event is not JSON: {error.Message}", error);
        }
    }

    /// <summary>The text of <c>awslogs.data</c>, decoded from base64 into a buffer that grows to hold it.</summary>
    /// <exception cref="EventException">There is none, or it is not base64.</exception>
    public static ReadOnlyMemory<byte> SubscriptionData(ReadOnlySpan<byte> json, ref byte[] buffer)
    {
        var reader = new Utf8JsonReader(json);
        var isData = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName)
                isData = reader.CurrentDepth == 2 && reader.ValueTextEquals("data"u8);
            else if (isData && reader.TokenType is JsonTokenType.String)
                return Decode(ref reader, ref buffer);
        }

        throw new EventException("The event has no text 'awslogs.data'.");
    }

    static ReadOnlyMemory<byte> Decode(ref Utf8JsonReader reader, ref byte[] buffer)
    {
        var text = reader.ValueSpan;

        // JSON may escape the solidus, which base64 is full of.
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

    static EventKind OfRecords(Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartArray || !reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            return EventKind.Unknown;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("s3"u8))
                return EventKind.Objects;
            if (reader.ValueTextEquals("body"u8) || reader.ValueTextEquals("receiptHandle"u8))
                return EventKind.Queue;
            reader.Skip();
        }

        return EventKind.Unknown;
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>What CloudWatch Logs knows of an event beside its message.</summary>
sealed class LogEventEnvelope
{
    /// <summary>The event's time in milliseconds since 1970; null when it is unknown.</summary>
    internal long? Timestamp { get; set; }

    /// <summary>When CloudWatch Logs received the event, in milliseconds since 1970; null when it is unknown.</summary>
    internal long? IngestionTime { get; set; }

    /// <summary>The log stream's name as the inside of a JSON string; null when it is unknown.</summary>
    internal byte[]? LogStream { get; set; }

    /// <summary>Writes an event as one JSON object on a line, its message first.</summary>
    /// <param name="message">The message as the inside of a JSON string.</param>
    /// <param name="document">What the document around the event knows of all its events.</param>
    /// <param name="output">Receives the line.</param>
    internal void Write(ReadOnlySpan<byte> message, LogEventEnvelope? document, IBufferWriter<byte> output)
    {
        output.Write("{\"message\":\""u8);
        output.Write(message);
        output.Write("\",\"timestamp\":"u8);
        Write(Timestamp, output);
        if (IngestionTime is not null)
        {
            output.Write(",\"ingestionTime\":"u8);
            Write(IngestionTime, output);
        }

        if ((LogStream ?? document?.LogStream) is { } stream)
        {
            output.Write(",\"logStreamName\":\""u8);
            output.Write(stream);
            output.Write("\""u8);
        }

        output.Write("}\n"u8);
    }

    /// <summary>An instant in milliseconds since 1970, from a number or from text as Logs Insights writes it; null for others.</summary>
    internal static long? Milliseconds(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.TryGetInt64(out var number) ? number : null,
        JsonTokenType.String => Milliseconds(reader.GetString()!),
        _ => null,
    };

    /// <inheritdoc cref="Milliseconds(ref Utf8JsonReader)"/>
    internal static long? Milliseconds(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUnixTimeMilliseconds()
        : null;

    static void Write(long? number, IBufferWriter<byte> output)
    {
        if (number is { } known)
            output.Write(Encoding.ASCII.GetBytes(known.ToString(CultureInfo.InvariantCulture)));
        else
            output.Write("null"u8);
    }
}

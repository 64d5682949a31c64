using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The attributes of a log event beside its message.</summary>
sealed class LogEventEnvelope
{
    /// <summary>Time of the event in milliseconds since 1970; null if unknown.</summary>
    internal long? Timestamp { get; set; }

    /// <summary>Time at which CloudWatch Logs received the event, in milliseconds since 1970; null if unknown.</summary>
    internal long? IngestionTime { get; set; }

    /// <summary>Name of the log stream as the content of a JSON string; null if unknown.</summary>
    internal byte[]? LogStream { get; set; }

    /// <summary>Writes an event as one JSON object on a line, its message first.</summary>
    /// <param name="message">Message as the content of a JSON string.</param>
    /// <param name="document">Attributes of all events of the surrounding document; null for none.</param>
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

    /// <summary>Returns an instant in milliseconds since 1970, from a number or from text in the form of Logs Insights; null for other values.</summary>
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

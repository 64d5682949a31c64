using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The attributes of a log event from the text around its message.</summary>
/// <param name="Timestamp">Time of the event in milliseconds since 1970-01-01T00:00:00Z; null if unknown.</param>
/// <param name="LogStream">Name of the log stream; null if unknown.</param>
/// <param name="IngestionTime">Time at which CloudWatch Logs received the event, in milliseconds since 1970; null if unknown.</param>
public readonly record struct LogEventOrigin(long? Timestamp, string? LogStream = null, long? IngestionTime = null)
{
    /// <summary>Reads the attributes from a JSON object around a message.</summary>
    internal static LogEventOrigin OfJson(ReadOnlySpan<byte> json)
    {
        var origin = default(LogEventOrigin);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                if (name is "timestamp" or "@timestamp")
                    origin = origin with { Timestamp = LogEventEnvelope.Milliseconds(ref reader) };
                else if (name is "ingestionTime" or "@ingestionTime")
                    origin = origin with { IngestionTime = LogEventEnvelope.Milliseconds(ref reader) };
                else if (name is "logStreamName" or "logStream" or "@logStream" && reader.TokenType is JsonTokenType.String)
                    origin = origin with { LogStream = reader.GetString() };
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The message was read, so the rest is optional.
        }

        return origin;
    }

    /// <summary>Reads the attributes before a message: a time, and optionally a log stream after it.</summary>
    internal static LogEventOrigin OfPrefix(ReadOnlySpan<byte> prefix)
    {
        var words = Encoding.UTF8.GetString(prefix).Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length == 0 ? default : new LogEventOrigin(LogEventEnvelope.Milliseconds(words[0]), words.Length > 1 ? words[1] : null);
    }
}

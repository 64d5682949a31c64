using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>The function's log: one line per message, with the id of the invocation.</summary>
sealed class Log(TextWriter output, bool json, LogLevel least)
{
    readonly Lock gate = new();

    /// <summary>Id of the invocation under way; null before the first.</summary>
    public string? RequestId { get; set; }

    /// <summary>X-Ray trace of the invocation under way; null if it has none.</summary>
    public string? TraceId { get; set; }

    /// <summary>Creates a log with the format and level of <c>AWS_LAMBDA_LOG_FORMAT</c> and <c>AWS_LAMBDA_LOG_LEVEL</c>.</summary>
    /// <remarks>Default: text, every level.</remarks>
    public static Log FromEnvironment(TextWriter output, Func<string, string?> environment) => new(
        output,
        environment("AWS_LAMBDA_LOG_FORMAT") is "JSON",
        environment("AWS_LAMBDA_LOG_LEVEL") switch
        {
            "ERROR" or "FATAL" => LogLevel.Error,
            "WARN" => LogLevel.Warn,
            _ => LogLevel.Info,
        });

    /// <summary>Logs an ordinary step.</summary>
    public void Info(string message) => Write(LogLevel.Info, message);

    /// <summary>Logs a problem that was corrected or will be retried.</summary>
    public void Warn(string message) => Write(LogLevel.Warn, message);

    /// <summary>Logs a failure.</summary>
    public void Error(string message) => Write(LogLevel.Error, message);

    /// <summary>Writes a line unchanged, because CloudWatch parses it.</summary>
    public void Raw(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        lock (gate)
            output.WriteLine(text);
    }

    void Write(LogLevel level, string message)
    {
        if (level < least)
            return;
        var time = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var name = level.ToString().ToUpperInvariant();
        if (json)
            Raw(Json(time, name, message));
        else
            lock (gate)
                output.WriteLine($"{time} {RequestId ?? "-"} {name} {message.ReplaceLineEndings(" ")}");
    }

    byte[] Json(string time, string level, string message)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("timestamp", time);
            writer.WriteString("level", level);
            if (RequestId is not null)
                writer.WriteString("requestId", RequestId);
            if (TraceId is not null)
                writer.WriteString("traceId", TraceId);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}

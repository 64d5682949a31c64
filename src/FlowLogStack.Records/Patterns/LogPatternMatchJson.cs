using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>
/// Writer of matches in the form of CloudWatch Logs' <c>TestMetricFilter</c>: <c>eventNumber</c>, <c>eventMessage</c> and
/// <c>extractedValues</c>.
/// </summary>
/// <remarks>It has a buffer, so one writer serves one thread at a time. Bytes that are not UTF-8 are written as U+FFFD.</remarks>
public sealed class LogPatternMatchJson : IDisposable
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    Utf8JsonWriter? writer;

    /// <summary>Writes a match as one object on one line, without a line ending.</summary>
    /// <param name="eventNumber">Place of the event in the request, starting at 1.</param>
    /// <param name="match">The match.</param>
    /// <param name="output">Receives UTF-8.</param>
    public void Write(long eventNumber, LogPatternMatch match, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (writer is null)
            writer = new Utf8JsonWriter(output, Options);
        else
            writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteNumber("eventNumber"u8, eventNumber);
        WriteString("eventMessage"u8, match.Message);
        writer.WriteStartObject("extractedValues"u8);
        foreach (var value in match)
        {
            writer.WritePropertyName(value.Name);
            WriteValue(value.Text);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>Releases the writer.</summary>
    public void Dispose() => writer?.Dispose();

    void WriteString(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        writer!.WritePropertyName(name);
        WriteValue(text);
    }

    void WriteValue(ReadOnlySpan<byte> text)
    {
        if (System.Text.Unicode.Utf8.IsValid(text))
            writer!.WriteStringValue(text);
        else
            writer!.WriteStringValue(Encoding.UTF8.GetString(text));
    }
}

using System.Buffers.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>
/// Encoder that writes elements of the array that Coralogix's <c>/logs/v1/singles</c> accepts. The text of each is the JSON object of the fields.
/// </summary>
/// <remarks>The time is the record's <c>start</c>, or else that of the log event; without both, Coralogix uses the time of arrival.</remarks>
sealed class CoralogixEncoder(LineEncoder fields, string application, string? subsystem) : LineEncoder
{
    const int Milliseconds = 1000;

    /// <summary>The bytes with which each body begins.</summary>
    public static ReadOnlySpan<byte> BodyStart => "[{\"applicationName\":"u8;

    readonly byte[] applicationJson = JsonText.Quote(application);
    readonly byte[]? subsystemJson = subsystem is null ? null : JsonText.Quote(subsystem);
    LineOrigin? known;
    byte[] hostJson = [];

    public override bool UsesFacts => fields.UsesFacts;

    public override ReadOnlySpan<byte> Opening => BodyStart[..1];

    public override ReadOnlySpan<byte> Separator => ",\n"u8;

    public override ReadOnlySpan<byte> Closing => "]"u8;

    public override void Write(OutputBuffer output, in ProcessedLine line, LineOrigin origin)
    {
        output.Append(BodyStart[1..]);
        output.Append(applicationJson);
        output.Append(",\"subsystemName\":"u8);
        output.Append(subsystemJson ?? HostOf(origin));
        if (TimeOf(line) is > 0 and var time)
        {
            output.Append(",\"timestamp\":"u8);
            Utf8Formatter.TryFormat(time, output.Reserve(20), out var digits);
            output.Advance(digits);
        }

        output.Append(",\"severity\":3,\"text\":"u8);
        fields.Write(output, line, origin);
        output.Append((byte)'}');
    }

    static long TimeOf(in ProcessedLine line) =>
        line.IsRecord && line.Format.Contains(FlowField.Start) && line.Record.TryGetInt64(FlowField.Start, out var start) ? start * Milliseconds
            : line.Timestamp;

    byte[] HostOf(LineOrigin origin)
    {
        if (!ReferenceEquals(known, origin))
            (hostJson, known) = (JsonText.Quote(origin.Host), origin);
        return hostJson;
    }
}

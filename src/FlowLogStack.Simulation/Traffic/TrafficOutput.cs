using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>Writes a plan's records to one stream.</summary>
static class TrafficOutput
{
    const int FlushLength = 64 * 1024;

    // Flow logs arrive in CloudWatch Logs about five minutes after their aggregation interval.
    const long DeliverySeconds = 300;

    /// <summary>Writes lines below a header line with the field names, as in flow log objects in S3.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="output">Receives the lines. The stream isn't disposed.</param>
    /// <param name="truth">Receives the ground truth of each line. Default: null (none).</param>
    /// <param name="name">Name of the file in the ground truth.</param>
    /// <exception cref="FormatException">The plan isn't valid.</exception>
    public static TrafficSummary WriteLines(TrafficPlan plan, Stream output, GroundTruth? truth = null, string name = "stdout")
    {
        ArgumentNullException.ThrowIfNull(plan);
        var pending = new ArrayBufferWriter<byte>(2 * FlushLength);
        Encoding.ASCII.GetBytes(plan.Format.ToHeaderLine() + "\n", pending);
        return Write(plan, output, pending, truth?.Open(name, headerLines: 1), (record, buffer) =>
        {
            buffer.Write(record.Line.Span);
            buffer.Write("\n"u8);
        });
    }

    /// <summary>
    /// Writes events as in the output of FilterLogEvents, one JSON object on each line: <c>logStreamName</c>, <c>timestamp</c> (the record's start in
    /// milliseconds), <c>message</c>, <c>ingestionTime</c> and <c>eventId</c>.
    /// </summary>
    /// <inheritdoc cref="WriteLines"/>
    public static TrafficSummary WriteEvents(TrafficPlan plan, Stream output, GroundTruth? truth = null, string name = "stdout")
    {
        ArgumentNullException.ThrowIfNull(plan);
        var written = 0L;
        return Write(plan, output, new ArrayBufferWriter<byte>(2 * FlushLength), truth?.Open(name, headerLines: 0), (record, buffer) =>
        {
            // Lines need no escaping: text is percent-encoded, and all other values are ids, words and numbers.
            buffer.Write("{\"logStreamName\":\""u8);
            Encoding.ASCII.GetBytes(record.LogStream, buffer);
            buffer.Write("\",\"timestamp\":"u8);
            WriteNumber(record.Start * 1000, buffer);
            buffer.Write(",\"message\":\""u8);
            buffer.Write(record.Line.Span);
            buffer.Write("\",\"ingestionTime\":"u8);
            WriteNumber((record.End + DeliverySeconds) * 1000, buffer);
            buffer.Write(",\"eventId\":\""u8);
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{record.Start:D28}{written++:D28}"), buffer);
            buffer.Write("\"}\n"u8);
        });
    }

    static TrafficSummary Write(TrafficPlan plan, Stream output, ArrayBufferWriter<byte> pending, GroundTruth.FileTruth? truth, Action<GeneratedRecord,
        ArrayBufferWriter<byte>> write)
    {
        ArgumentNullException.ThrowIfNull(output);
        var summary = new TrafficSummary(plan);
        summary.AddFile();
        foreach (var record in TrafficGenerator.Generate(plan))
        {
            write(record, pending);
            summary.Add(record);
            truth?.Add(record);
            if (pending.WrittenCount < FlushLength)
                continue;
            output.Write(pending.WrittenSpan);
            pending.ResetWrittenCount();
        }

        output.Write(pending.WrittenSpan);
        output.Flush();
        truth?.Close();
        return summary;
    }

    static void WriteNumber(long number, ArrayBufferWriter<byte> buffer)
    {
        Utf8Formatter.TryFormat(number, buffer.GetSpan(20), out var length);
        buffer.Advance(length);
    }
}

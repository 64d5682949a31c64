using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The reading of a flow log object for several consumers at once.</summary>
static class RecordSinks
{
    /// <summary>Reads a text object, compressed with gzip or not, or a Parquet object.</summary>
    /// <param name="stream">Bytes of the object. The stream isn't disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="headerless">Log format of an object without a header line.</param>
    /// <param name="sinks">The consumers. Each takes all records and malformed lines.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason; null for none.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs. Records read before still
    /// count.</exception>
    internal static void Read(Stream stream, string name, FlowLogFormat headerless, IReadOnlyList<IRecordSink> sinks, Action<long, string>? rejected)
    {
        using var ahead = new ReadAheadStream(stream, name);
        using var content = ActivityContent.Of(ahead);
        if (content.Kind is ActivityKind.CloudTrail && sinks.Any(sink => sink.TakesCalls))
        {
            ReadCalls(content, name, [.. sinks.Where(sink => sink.TakesCalls)], rejected);
            return;
        }

        using var reader = new FlowLogObjectReader(content, new FlowLogObjectOptions { Name = name, Format = headerless, AcceptsAnyForm = true });
        foreach (var sink in sinks)
            sink.BeginObject();
        while (reader.Read())
        {
            foreach (var sink in sinks)
            {
                if (reader.IsRejected)
                    sink.TakeRejected(reader.Line);
                else
                    sink.Take(reader.Record);
            }

            if (reader.IsRejected)
                rejected?.Invoke(reader.LineNumber, reader.DescribeRejection());
        }
    }

    static void ReadCalls(Stream stream, string name, IReadOnlyList<IRecordSink> sinks, Action<long, string>? rejected)
    {
        using var reader = new LogEventReader(stream, name, messagesAreJson: true);
        while (reader.Read())
        {
            if (reader.IsMalformed || reader.IsTooLong || reader.Origin.Timestamp is not { } milliseconds)
            {
                rejected?.Invoke(reader.LineNumber, "it is not a record of CloudTrail with a time. Fetch the file again.");
                continue;
            }

            foreach (var sink in sinks)
                sink.TakeCall(reader.Message, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
        }
    }
}

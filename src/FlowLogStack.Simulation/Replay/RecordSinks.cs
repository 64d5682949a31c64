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
    internal static void Read(Stream stream, string name, FlowLogFormat headerless, IReadOnlyList<IRecordSink> sinks, Action<long, string>? rejected) =>
        Read(stream, name, headerless, sinks, [], rejected);

    /// <summary>Reads a text object, compressed with gzip or not, or a Parquet object, once for consumers on two threads.</summary>
    /// <param name="stream">Bytes of the object. The stream isn't disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="headerless">Log format of an object without a header line.</param>
    /// <param name="sinks">The consumers on the calling thread. Each takes all records and malformed lines.</param>
    /// <param name="others">Consumers on another thread, which share nothing that changes with <paramref name="sinks"/>; empty for one thread.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason, once for each line; null for none.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs. Records read before still
    /// count.</exception>
    internal static void Read(Stream stream, string name, FlowLogFormat headerless, IReadOnlyList<IRecordSink> sinks, IReadOnlyList<IRecordSink> others,
        Action<long, string>? rejected)
    {
        using var ahead = new ReadAheadStream(stream, name);
        using var content = ActivityContent.Of(ahead);
        var consumers = sinks.Concat(others).Where(sink => content.Kind switch
        {
            ActivityKind.CloudTrail => sink.TakesCalls,
            ActivityKind.AccessLogs => sink.TakesRequests,
            _ => false,
        }).ToList();
        if (consumers.Count > 0)
            ReadActivity(content, name, consumers, rejected);
        else if (others.Count > 0)
            ReadTwice(content, name, headerless, sinks, others, rejected);
        else
            ReadRecords(content, name, headerless, sinks, rejected);
    }

    static void ReadTwice(Stream content, string name, FlowLogFormat headerless, IReadOnlyList<IRecordSink> sinks, IReadOnlyList<IRecordSink> others,
        Action<long, string>? rejected)
    {
        using var shared = new SharedStream(content);
        var other = Task.Factory.StartNew(() =>
        {
            using (shared.Copy)
                ReadRecords(shared.Copy, name, headerless, others, null);
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            ReadRecords(shared, name, headerless, sinks, rejected);
        }
        catch
        {
            // The other reader ends with the same error at the same place.
            shared.Complete(isDamaged: true);
            ((IAsyncResult)other).AsyncWaitHandle.WaitOne();
            throw;
        }

        shared.Complete(isDamaged: false);
        other.GetAwaiter().GetResult();
    }

    static void ReadRecords(Stream content, string name, FlowLogFormat headerless, IReadOnlyList<IRecordSink> sinks, Action<long, string>? rejected)
    {
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

    static void ReadActivity(ActivityContent content, string name, IReadOnlyList<IRecordSink> sinks, Action<long, string>? rejected)
    {
        var isTrail = content.Kind is ActivityKind.CloudTrail;
        using var reader = new LogEventReader(content, name, messagesAreJson: true);
        while (reader.Read())
        {
            if (reader.IsMalformed || reader.IsTooLong || reader.Origin.Timestamp is not { } milliseconds)
            {
                rejected?.Invoke(reader.LineNumber, $"it is not {(isTrail ? "a record of CloudTrail" : "a line of an S3 server access log")} with a time. "
                    + "Fetch the file again.");
                continue;
            }

            var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            foreach (var sink in sinks)
            {
                if (isTrail)
                    sink.TakeCall(reader.Message, at);
                else
                    sink.TakeRequest(reader.Message, at);
            }
        }
    }
}

using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>The counts of one invocation.</summary>
/// <remarks>Concurrent requests count too, so they change their counts atomically.</remarks>
sealed class RunMetrics
{
    const int MostLatencies = 100;

    readonly FlowCounts[] flows = new FlowCounts[4];
    readonly List<long> latencies = [];
    long bytesDelivered;
    long deliveredRecords;
    long retries;
    long parkedRecords;

    /// <summary>Lines read, including malformed lines.</summary>
    public long Records { get; set; }

    /// <summary>Malformed lines.</summary>
    public long RejectedLines { get; set; }

    /// <summary>Records dropped by a filter or by sampling.</summary>
    public long DroppedRecords { get; set; }

    /// <summary>Bytes of the lines read.</summary>
    public long Bytes { get; set; }

    /// <summary>Records whose interface EC2 does not know, or could not look up.</summary>
    public long EnrichMisses { get; set; }

    /// <summary>Calls to EC2 that failed.</summary>
    public long EnrichErrors { get; set; }

    /// <summary>Objects whose header differs from the configured log format.</summary>
    public long FormatMismatches { get; set; }

    /// <summary>Events from the function's own log group or its own objects, which were discarded to prevent a loop.</summary>
    public long RefusedLoops { get; set; }

    /// <summary>Attempts after the first.</summary>
    public long Retries => retries;

    /// <summary>Records in dead letters; each dead letter counts as at least one.</summary>
    public long ParkedRecords => parkedRecords;

    /// <summary>Records delivered to an output.</summary>
    public long DeliveredRecords => deliveredRecords;

    /// <summary>Bytes delivered to outputs.</summary>
    public long BytesDelivered => bytesDelivered;

    /// <summary>Durations of deliveries in milliseconds, including retries; at most the first 100.</summary>
    public IReadOnlyList<long> Latencies => latencies;

    /// <summary>Accepted and rejected flows by direction.</summary>
    public ref readonly FlowCounts this[Direction direction] => ref flows[(int)direction];

    /// <summary>Counts a flow.</summary>
    public void Count(Direction direction, FlowAction action, long bytes)
    {
        ref var counts = ref flows[(int)direction];
        if (action is FlowAction.Accept)
        {
            counts.Accepted++;
            counts.AcceptedBytes += bytes;
        }
        else if (action is FlowAction.Reject)
        {
            counts.Rejected++;
            counts.RejectedBytes += bytes;
        }
    }

    /// <summary>Counts an attempt after the first.</summary>
    public void CountRetry() => Interlocked.Increment(ref retries);

    /// <summary>Counts records delivered to an output.</summary>
    public void CountDelivery(long records, long bytes)
    {
        Interlocked.Add(ref deliveredRecords, records);
        Interlocked.Add(ref bytesDelivered, bytes);
    }

    /// <summary>Counts records delivered to an output, and the duration of the delivery.</summary>
    public void CountDelivery(long records, long bytes, TimeSpan took)
    {
        CountDelivery(records, bytes);
        lock (latencies)
        {
            if (latencies.Count < MostLatencies)
                latencies.Add((long)took.TotalMilliseconds);
        }
    }

    /// <summary>Counts the records of a dead letter; at least one, so that an unreadable event also puts the alarm into <c>ALARM</c>.</summary>
    public void CountParked(long records) => Interlocked.Add(ref parkedRecords, Math.Max(records, 1));

    /// <summary>Flows in one direction.</summary>
    public struct FlowCounts
    {
        /// <summary>Accepted flows.</summary>
        public long Accepted;

        /// <summary>Bytes of accepted flows.</summary>
        public long AcceptedBytes;

        /// <summary>Rejected flows.</summary>
        public long Rejected;

        /// <summary>Bytes of rejected flows.</summary>
        public long RejectedBytes;
    }
}

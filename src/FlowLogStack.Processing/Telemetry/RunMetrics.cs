using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>What one invocation counts.</summary>
/// <remarks>Requests under way at once count too, so what they touch is changed atomically.</remarks>
sealed class RunMetrics
{
    const int MostLatencies = 100;

    readonly FlowCounts[] flows = new FlowCounts[4];
    readonly List<long> latencies = [];
    long bytesDelivered;
    long deliveredRecords;
    long retries;
    long parkedRecords;

    /// <summary>Lines read, rejected ones included.</summary>
    public long Records { get; set; }

    /// <summary>Lines that are not records of the format.</summary>
    public long RejectedLines { get; set; }

    /// <summary>Records that a filter or the sample dropped.</summary>
    public long DroppedRecords { get; set; }

    /// <summary>Bytes of the lines read.</summary>
    public long Bytes { get; set; }

    /// <summary>Records whose interface EC2 does not know, or could not be asked for.</summary>
    public long EnrichMisses { get; set; }

    /// <summary>Calls to EC2 that failed.</summary>
    public long EnrichErrors { get; set; }

    /// <summary>Objects read by a header other than the configured format.</summary>
    public long FormatMismatches { get; set; }

    /// <summary>Events from the function's own log group or its own objects, which were refused.</summary>
    public long RefusedLoops { get; set; }

    /// <summary>Attempts after the first.</summary>
    public long Retries => retries;

    /// <summary>Records in dead letters; each letter counts as at least one.</summary>
    public long ParkedRecords => parkedRecords;

    /// <summary>Records an output took.</summary>
    public long DeliveredRecords => deliveredRecords;

    /// <summary>Bytes sent to outputs and taken.</summary>
    public long BytesDelivered => bytesDelivered;

    /// <summary>Milliseconds that deliveries took, retries included; at most the first hundred.</summary>
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

    /// <summary>Counts records that an output took.</summary>
    public void CountDelivery(long records, long bytes)
    {
        Interlocked.Add(ref deliveredRecords, records);
        Interlocked.Add(ref bytesDelivered, bytes);
    }

    /// <summary>Counts records that an output took, and how long that took.</summary>
    public void CountDelivery(long records, long bytes, TimeSpan took)
    {
        CountDelivery(records, bytes);
        lock (latencies)
        {
            if (latencies.Count < MostLatencies)
                latencies.Add((long)took.TotalMilliseconds);
        }
    }

    /// <summary>Counts the records of a dead letter: at least one, so that an event that was never read raises the alarm, too.</summary>
    public void CountParked(long records) => Interlocked.Add(ref parkedRecords, Math.Max(records, 1));

    /// <summary>Flows that went one way.</summary>
    public struct FlowCounts
    {
        /// <summary>Flows let through.</summary>
        public long Accepted;

        /// <summary>Their bytes.</summary>
        public long AcceptedBytes;

        /// <summary>Flows not let through.</summary>
        public long Rejected;

        /// <summary>Their bytes.</summary>
        public long RejectedBytes;
    }
}

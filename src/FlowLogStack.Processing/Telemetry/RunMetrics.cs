using System.Runtime.InteropServices;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>The counts of one invocation.</summary>
/// <remarks>Concurrent requests count too, so they change their counts atomically.</remarks>
sealed class RunMetrics
{
    const int MostLatencies = 100;
    const int MostInterfaces = 10_000;

    readonly FlowCounts[] flows = new FlowCounts[4];
    readonly Dictionary<InterfaceFacts, FlowCounts> interfaces = [];
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
    public void Count(Direction direction, FlowAction action, long bytes) => flows[(int)direction].Add(action, bytes);

    /// <summary>Counts a flow of an interface; beyond 10,000 interfaces only those that are counted already.</summary>
    public void Count(InterfaceFacts facts, FlowAction action, long bytes)
    {
        if (interfaces.Count < MostInterfaces || interfaces.ContainsKey(facts))
            CollectionsMarshal.GetValueRefOrAddDefault(interfaces, facts, out _).Add(action, bytes);
    }

    /// <summary>Returns the flows of each security group, the most rejected first. A flow of an interface with two groups counts at both.</summary>
    public IReadOnlyList<(string Group, FlowCounts Flows)> BySecurityGroup()
    {
        var groups = new Dictionary<string, FlowCounts>(StringComparer.Ordinal);
        foreach (var (facts, counts) in interfaces)
        {
            foreach (var group in facts.SecurityGroupIds)
                CollectionsMarshal.GetValueRefOrAddDefault(groups, group, out _).Add(counts);
        }

        return
        [
            .. groups.Select(group => (group.Key, group.Value)).OrderByDescending(group => group.Value.Rejected)
                .ThenByDescending(group => group.Value.Accepted).ThenBy(group => group.Key, StringComparer.Ordinal),
        ];
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

        /// <summary>Adds a flow.</summary>
        public void Add(FlowAction action, long bytes)
        {
            if (action is FlowAction.Accept)
            {
                Accepted++;
                AcceptedBytes += bytes;
            }
            else if (action is FlowAction.Reject)
            {
                Rejected++;
                RejectedBytes += bytes;
            }
        }

        /// <summary>Adds the flows of other counts.</summary>
        public void Add(in FlowCounts other)
        {
            Accepted += other.Accepted;
            AcceptedBytes += other.AcceptedBytes;
            Rejected += other.Rejected;
            RejectedBytes += other.RejectedBytes;
        }
    }
}

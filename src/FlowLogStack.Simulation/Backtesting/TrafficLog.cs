using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The traffic of all records by minute.</summary>
sealed class TrafficLog
{
    const int MostBuckets = 360;

    static readonly TimeSpan[] Lengths =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(7),
            TimeSpan.FromDays(28),
    ];

    readonly Dictionary<long, Counts> minutes = [];
    (long Minute, Counts Counts)? last;
    bool hasAction;
    bool hasDirection;

    internal void Add(long minute, FlowRecord record)
    {
        var counts = last is { } same && same.Minute == minute ? same.Counts : Find(minute);
        var action = record[FlowField.Action];
        var isAccepted = action.SequenceEqual("ACCEPT"u8);
        var isRejected = action.SequenceEqual("REJECT"u8);
        hasAction |= isAccepted | isRejected;
        if (isAccepted)
            counts.Accepted++;
        else if (isRejected)
            counts.Rejected++;
        else
            counts.Other++;
        if (!record.TryGetInt64(FlowField.Bytes, out var bytes))
            return;
        var direction = record[FlowField.FlowDirection];
        var isIngress = direction.SequenceEqual("ingress"u8);
        var isEgress = direction.SequenceEqual("egress"u8);
        hasDirection |= isIngress | isEgress;
        if (isIngress)
            counts.Ingress += bytes;
        else if (isEgress)
            counts.Egress += bytes;
        else
            counts.Undirected += bytes;
    }

    /// <summary>Adds records that were counted elsewhere.</summary>
    internal void Add(long minute, long accepted, long rejected, long other, long? ingress, long? egress, long undirected)
    {
        var counts = Find(minute);
        hasAction |= accepted + rejected > 0;
        hasDirection |= ingress is not null || egress is not null;
        counts.Accepted += accepted;
        counts.Rejected += rejected;
        counts.Other += other;
        counts.Ingress += ingress ?? 0;
        counts.Egress += egress ?? 0;
        counts.Undirected += undirected;
    }

    /// <summary>Returns the traffic in a limited number of intervals, for a chart.</summary>
    internal TrafficSeries ToSeries()
    {
        if (minutes.Count == 0)
            return TrafficSeries.None;
        var span = minutes.Keys.Max() - minutes.Keys.Min() + 1;
        var length = Array.Find(Lengths, length => span <= MostBuckets * length.TotalMinutes);
        if (length == default)
            length = Lengths[^1];
        var buckets = minutes
            .GroupBy(minute => EpochMinute.FloorDivide(minute.Key, (long)length.TotalMinutes))
            .OrderBy(bucket => bucket.Key)
            .Select(bucket => new TrafficBucket(
                EpochMinute.ToInstant(bucket.Key * (long)length.TotalMinutes),
                bucket.Sum(minute => minute.Value.Accepted),
                bucket.Sum(minute => minute.Value.Rejected),
                bucket.Sum(minute => minute.Value.Other),
                bucket.Sum(minute => minute.Value.Ingress),
                bucket.Sum(minute => minute.Value.Egress),
                bucket.Sum(minute => minute.Value.Undirected)));
        return new TrafficSeries(length, [.. buckets], hasAction, hasDirection);
    }

    Counts Find(long minute)
    {
        if (!minutes.TryGetValue(minute, out var counts))
            minutes.Add(minute, counts = new Counts());
        last = (minute, counts);
        return counts;
    }

    sealed class Counts
    {
        internal long Accepted { get; set; }

        internal long Rejected { get; set; }

        internal long Other { get; set; }

        internal long Ingress { get; set; }

        internal long Egress { get; set; }

        internal long Undirected { get; set; }
    }
}

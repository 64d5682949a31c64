using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Puts changes of the network and what followed in the traffic into one timeline.</summary>
/// <remarks>
/// Accepted and rejected records of each interface and service are counted by the minute around each change. Traffic follows a change if it
/// became three times as much or a third, on an interface and a port that the change is about as far as the inventory shows it, and no later
/// change of them is nearer. That it followed doesn't prove that the change caused it. Memory is bounded. Not thread-safe.
/// </remarks>
sealed class ChangeReview
{
    const int MostStreams = 100_000;
    const int MostClients = 50;
    const int LeastRecords = 3;
    const double Factor = 3;

    readonly IReadOnlyList<NetworkChange> changes;
    readonly NetworkInventory inventory;
    readonly FlowLogFormat format;
    readonly long window;
    readonly int most;
    readonly HashSet<long> minutes = [];
    readonly Dictionary<(string Interface, FlowAction Action, int Protocol, int Port), Counts> streams = [];
    long first = long.MaxValue;
    long last = long.MinValue;

    /// <summary>Creates a review.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="inventory">Interfaces with their security groups and subnets. Default: none, so a change of a security group is compared with all
    /// interfaces.</param>
    /// <param name="format">Format of objects without a header line. Default: AWS's default format.</param>
    /// <param name="window">Time that is compared before and after each change, in whole minutes. Default: 15 minutes.</param>
    /// <param name="most">Maximum number of rows of traffic for a change. Default: 5.</param>
    public ChangeReview(IReadOnlyList<NetworkChange> changes, NetworkInventory? inventory = null, FlowLogFormat? format = null, TimeSpan? window = null,
        int most = 5)
    {
        ArgumentNullException.ThrowIfNull(changes);
        this.changes = [.. changes.OrderBy(change => change.At)];
        this.inventory = inventory ?? new NetworkInventory();
        this.format = format ?? FlowLogFormat.Default;
        this.window = Math.Max(1, (long)(window ?? TimeSpan.FromMinutes(15)).TotalMinutes);
        this.most = most;
        foreach (var change in this.changes)
        {
            var minute = EpochMinute.Of(change.At);
            for (var at = minute - this.window; at <= minute + this.window; at++)
                minutes.Add(at);
        }
    }

    /// <summary>Number of records.</summary>
    public long Records { get; private set; }

    /// <summary>Whether there are more interfaces and services than are counted.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads a text object, gzip or not.</summary>
    /// <param name="stream">The object's bytes; not disposed.</param>
    /// <param name="name">Name of the object, for messages.</param>
    /// <param name="rejected">Receives the number of each malformed line, and the reason. Default: none does.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged; what was read before counts.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = name, Format = format, AcceptsAnyForm = true });
        while (reader.Read())
        {
            if (reader.IsRejected)
                rejected?.Invoke(reader.LineNumber, reader.DescribeRejection());
            else
                Take(reader.Record);
        }
    }

    /// <summary>The changes in the order of their times, each with what followed.</summary>
    public IReadOnlyList<ChangeEffect> Finish()
    {
        var affected = changes.Select(InterfacesOf).ToList();
        var effects = changes.Select(_ => new List<TrafficChange>()).ToList();
        foreach (var (key, counts) in streams)
        {
            // Of changes that are followed by the same traffic, the last one before it is the nearest.
            var found = Enumerable.Range(0, changes.Count)
                .Where(i => affected[i]?.Contains(key.Interface) != false
                    && (changes[i].Ports.Count == 0 || changes[i].Ports.Any(ports => ports.Contains(key.Protocol, key.Port))))
                .Select(i => (Index: i, Effect: EffectOf(EpochMinute.Of(changes[i].At), key, counts)))
                .Where(entry => entry.Effect is not null)
                .GroupBy(entry => entry.Effect!.From)
                .Select(same => same.Last());
            foreach (var (index, effect) in found)
                effects[index].Add(effect!);
        }

        return [.. changes.Select((change, i) =>
            new ChangeEffect(change, [.. effects[i].OrderByDescending(effect => Math.Abs(effect.After - effect.Before)).ThenBy(effect =>
            effect.Interface, StringComparer.Ordinal).Take(most)], HasRecordsAround(EpochMinute.Of(change.At))))];
    }

    void Take(FlowRecord record)
    {
        Records++;
        if (!record.TryGetInstant(FlowField.Start, out var start) || !record.TryGetAction(out var action)
            || !record.TryGetAddress(FlowField.SrcAddr, out var source) || !record.TryGetAddress(FlowField.DstAddr, out var destination))
            return;
        var minute = EpochMinute.Of(start);
        (first, last) = (Math.Min(first, minute), Math.Max(last, minute));
        if (!minutes.Contains(minute))
            return;
        var protocol = record.TryGetInt32(FlowField.Protocol, out var number) ? number : 0;
        var port = record.TryGetInt32(FlowField.DstPort, out var to) ? to : 0;
        var isAnswer = ServiceSide.IsAnswer(record, protocol, port);
        var id = record.Format.Contains(FlowField.InterfaceId) ? Encoding.UTF8.GetString(record[FlowField.InterfaceId])
            : inventory.InterfaceOf(destination)?.Id ?? inventory.InterfaceOf(source)?.Id ?? "-";
        var key = (id, action, protocol, ServiceSide.PortOf(record, protocol, port));
        if (!streams.TryGetValue(key, out var counts))
        {
            if (streams.Count == MostStreams)
            {
                IsCut = true;
                return;
            }

            streams.Add(key, counts = new Counts());
        }

        counts.Add(minute, isAnswer ? destination : source);
    }

    TrafficChange? EffectOf(long minute, (string Interface, FlowAction Action, int Protocol, int Port) key, Counts counts)
    {
        var (from, to) = (Math.Max(first, minute - window), Math.Min(last + 1, minute + window + 1));
        // The minute of the change belongs to both sides.
        var (spanBefore, spanAfter) = (minute - from, to - minute - 1);
        if (spanBefore < 1 || spanAfter < 1)
            return null;
        var (before, after) = (counts.Between(from, minute), counts.Between(minute + 1, to));
        var (rateBefore, rateAfter) = ((double)before / spanBefore, (double)after / spanAfter);
        var isMore = after >= LeastRecords && rateAfter >= Factor * rateBefore;
        if (!isMore && !(before >= LeastRecords && rateAfter <= rateBefore / Factor))
            return null;
        var begin = minute;
        while (begin < to - 1 && (isMore ? counts.At(begin) <= rateBefore : counts.At(begin) > rateBefore / Factor))
            begin++;
        return new TrafficChange
        {
            From = EpochMinute.ToInstant(begin), Interface = key.Interface, Action = key.Action,
                Service = TalkerKeys.ServiceText(key.Protocol, key.Port, key.Port),
            Clients = counts.Clients, Before = rateBefore, After = rateAfter,
        };
    }

    bool HasRecordsAround(long minute) => first < minute && last > minute;

    // Null for all interfaces.
    HashSet<string>? InterfacesOf(NetworkChange change)
    {
        var ids = change.Targets.Where(id => id.StartsWith("eni-", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        foreach (var known in inventory.Interfaces)
        {
            if (change.Targets.Any(target =>
                target == known.Instance || target == known.Subnet || known.Groups.Contains(target) || target == inventory.AclOf(known.Subnet)))
                ids.Add(known.Id);
        }

        return ids.Count > 0 ? ids : null;
    }

    sealed class Counts
    {
        readonly Dictionary<long, int> byMinute = [];
        readonly Dictionary<FlowAddress, int> clients = [];

        internal IReadOnlyList<FlowAddress> Clients =>
            [.. clients.OrderByDescending(client => client.Value).ThenBy(client => client.Key).Select(client => client.Key)];

        internal void Add(long minute, FlowAddress client)
        {
            byMinute[minute] = byMinute.GetValueOrDefault(minute) + 1;
            if (clients.TryGetValue(client, out var count) || clients.Count < MostClients)
                clients[client] = count + 1;
        }

        internal int At(long minute) => byMinute.GetValueOrDefault(minute);

        internal long Between(long from, long to) => byMinute.Where(entry => entry.Key >= from && entry.Key < to).Sum(entry => (long)entry.Value);
    }
}

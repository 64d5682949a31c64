using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Compares the rules of security groups and network ACLs with recorded traffic.</summary>
/// <remarks>
/// Security groups allow answers by themselves, so only records of requests count for their rules: records of the side that opened the
/// connection, by <c>tcp-flags</c>, or where these are unknown records to the lower of two ports. Network ACLs are evaluated for every record.
/// Records have no ICMP type, so each ICMP record matches rules of any type. Not thread-safe.
/// </remarks>
sealed class RuleReview
{
    readonly NetworkInventory inventory;
    readonly Dictionary<(string Owner, RuleDirection Direction), List<RuleUsage>> byOwner = [];
    readonly List<RuleUsage> all = [];
    readonly List<RuleUsage> matched = [];

    /// <summary>Creates a review.</summary>
    /// <param name="inventory">The rules and interfaces.</param>
    public RuleReview(NetworkInventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        this.inventory = inventory;
        foreach (var rule in inventory.Rules)
        {
            var usage = new RuleUsage(rule);
            all.Add(usage);
            if (!byOwner.TryGetValue((rule.Owner, rule.Direction), out var known))
                byOwner.Add((rule.Owner, rule.Direction), known = []);
            known.Add(usage);
        }
    }

    /// <summary>Records of known interfaces.</summary>
    public long Records { get; private set; }

    /// <summary>Records of other interfaces, or without an address, which are left out.</summary>
    public long Unknown { get; private set; }

    /// <summary>Time of the first record; null without any.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>Time of the last record; null without any.</summary>
    public DateTimeOffset? To { get; private set; }

    /// <summary>The rules and interfaces.</summary>
    internal NetworkInventory Inventory => inventory;

    /// <summary>Reads a text object, gzip or not, or a Parquet object.</summary>
    /// <param name="stream">The object's bytes; not disposed.</param>
    /// <param name="name">Name of the object, for messages.</param>
    /// <param name="format">Format of an object without a header line. Default: AWS's default format.</param>
    /// <param name="rejected">Receives the number of each malformed line, and the reason.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs; what was read before counts.</exception>
    public void Read(Stream stream, string name, FlowLogFormat? format, Action<long, string>? rejected = null)
    {
        using var ahead = new ReadAheadStream(stream, name);
        using var reader = new FlowLogObjectReader(ahead,
            new FlowLogObjectOptions { Name = name, Format = format ?? FlowLogFormat.Default, AcceptsAnyForm = true });
        while (reader.Read())
        {
            if (reader.IsRejected)
                rejected?.Invoke(reader.LineNumber, reader.DescribeRejection());
            else
                Take(reader.Record);
        }
    }

    /// <summary>The rules with their findings, the most important first.</summary>
    public IReadOnlyList<RuleReviewRow> Finish() =>
        [.. all.Select(usage => usage.Review()).OrderBy(row => row.Finding).ThenBy(row => row.Rule.Owner, StringComparer.Ordinal)
            .ThenBy(row => row.Rule.Direction).ThenBy(row => row.Rule.Number).ThenBy(row => row.Rule.Text, StringComparer.Ordinal)];

    void Take(FlowRecord record)
    {
        if (!record.TryGetAddress(FlowField.SrcAddr, out var source) || !record.TryGetAddress(FlowField.DstAddr, out var destination))
        {
            Unknown++;
            return;
        }

        var known = record.Format.Contains(FlowField.InterfaceId) ? inventory.InterfaceOf(Encoding.UTF8.GetString(record[FlowField.InterfaceId])) : null;
        known ??= inventory.InterfaceOf(destination) ?? inventory.InterfaceOf(source);
        if (known is null || DirectionOf(record, known, source, destination) is not { } direction)
        {
            Unknown++;
            return;
        }

        var at = record.TryGetInstant(FlowField.Start, out var start) ? start : (DateTimeOffset?)null;
        var protocol = record.TryGetInt32(FlowField.Protocol, out var number) ? number : -1;
        var port = record.TryGetInt32(FlowField.DstPort, out var to) ? to : 0;
        Count(1, at, at);
        SeeAll(known);
        Take(known, new RuleTraffic(
            direction,
            direction is RuleDirection.Ingress ? source : destination,
            protocol,
            port,
            !record.TryGetAction(out var action) || action is FlowAction.Accept,
            ServiceSide.IsAnswer(record, protocol, port),
            1,
            record.TryGetInt64(FlowField.Bytes, out var bytes) ? bytes : 0));
    }

    /// <summary>Counts records of known interfaces.</summary>
    internal void Count(long records, DateTimeOffset? from, DateTimeOffset? to)
    {
        Records += records;
        From = From is null || from < From ? from ?? From : From;
        To = To is null || to > To ? to ?? To : To;
    }

    /// <summary>Counts records that are left out.</summary>
    internal void Ignore(long records) => Unknown += records;

    /// <summary>Marks the rules of an interface as those of an interface with traffic.</summary>
    internal void SeeAll(NetworkInventory.Interface known)
    {
        foreach (var group in known.Groups)
            Seen(group);
        if (inventory.AclOf(known.Subnet) is { } acl)
            Seen(acl);
    }

    /// <summary>Adds traffic to the rules that it matches.</summary>
    internal void Take(NetworkInventory.Interface known, RuleTraffic traffic)
    {
        if (traffic.IsAccepted && !traffic.IsAnswer)
            TakeGroups(known, traffic);
        if (inventory.AclOf(known.Subnet) is { } acl && byOwner.TryGetValue((acl, traffic.Direction), out var entries)
            && entries.Find(entry => entry.Rule.Matches(traffic.Protocol, traffic.Port, traffic.Peer)) is { } first)
            first.Add(traffic);
    }

    void TakeGroups(NetworkInventory.Interface known, RuleTraffic traffic)
    {
        matched.Clear();
        foreach (var group in known.Groups)
        {
            if (byOwner.TryGetValue((group, traffic.Direction), out var usages))
                matched.AddRange(usages.Where(usage => usage.Rule.Matches(traffic.Protocol, traffic.Port, traffic.Peer)));
        }

        foreach (var usage in matched)
        {
            usage.Add(traffic);
            if (matched.Count == 1)
                usage.Alone += traffic.Records;
        }
    }

    void Seen(string owner)
    {
        foreach (var direction in new[] { RuleDirection.Ingress, RuleDirection.Egress })
        {
            if (byOwner.TryGetValue((owner, direction), out var usages) && !usages[0].HasTraffic)
                usages.ForEach(usage => usage.HasTraffic = true);
        }
    }

    static RuleDirection? DirectionOf(FlowRecord record, NetworkInventory.Interface known, FlowAddress source, FlowAddress destination) =>
        DirectionOf(record.Format.Contains(FlowField.FlowDirection) ? record[FlowField.FlowDirection] : default, known, source, destination);

    /// <summary>Returns the direction of traffic at an interface; null if it is unknown.</summary>
    internal static RuleDirection? DirectionOf(ReadOnlySpan<byte> direction, NetworkInventory.Interface known, FlowAddress source, FlowAddress destination)
    {
        if (direction.SequenceEqual("ingress"u8))
            return RuleDirection.Ingress;
        if (direction.SequenceEqual("egress"u8))
            return RuleDirection.Egress;
        return known.Addresses.Contains(destination) ? RuleDirection.Ingress : known.Addresses.Contains(source) ? RuleDirection.Egress : null;
    }
}

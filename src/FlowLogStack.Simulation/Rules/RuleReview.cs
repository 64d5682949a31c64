using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Compares the rules of security groups and network ACLs with recorded traffic.</summary>
/// <remarks>
/// Security groups allow answers by themselves, so only records of requests count for their rules: records of the side that opened the
/// connection, by <c>tcp-flags</c>, or where these are unknown records to the lower of two ports. Network ACLs are evaluated for every record.
/// Records have no ICMP type, so each ICMP record matches rules of any type. Not thread-safe.
/// </remarks>
public sealed class RuleReview
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
        [.. all.Select(usage => usage.Review()).OrderBy(row => row.Finding).ThenBy(row => row.Rule.Owner, StringComparer.Ordinal).ThenBy(row => row.Rule.Direction).ThenBy(row => row.Rule.Number).ThenBy(row => row.Rule.Text, StringComparer.Ordinal)];

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

        Records++;
        if (record.TryGetInstant(FlowField.Start, out var at))
        {
            From = From is null || at < From ? at : From;
            To = To is null || at > To ? at : To;
        }

        var protocol = record.TryGetInt32(FlowField.Protocol, out var number) ? number : -1;
        var port = record.TryGetInt32(FlowField.DstPort, out var to) ? to : 0;
        var bytes = record.TryGetInt64(FlowField.Bytes, out var count) ? count : 0;
        var peer = direction is RuleDirection.Ingress ? source : destination;
        var isAccepted = !record.TryGetAction(out var action) || action is FlowAction.Accept;
        foreach (var group in known.Groups)
            Seen(group);
        if (isAccepted && !ServiceSide.IsAnswer(record, protocol, port))
            TakeGroups(known, direction, protocol, port, peer, bytes);
        if (inventory.AclOf(known.Subnet) is { } acl)
        {
            Seen(acl);
            if (byOwner.TryGetValue((acl, direction), out var entries) && entries.Find(entry => entry.Rule.Matches(protocol, port, peer)) is { } first)
                first.Add(port, peer, bytes);
        }
    }

    void TakeGroups(NetworkInventory.Interface known, RuleDirection direction, int protocol, int port, FlowAddress peer, long bytes)
    {
        matched.Clear();
        foreach (var group in known.Groups)
        {
            if (byOwner.TryGetValue((group, direction), out var usages))
                matched.AddRange(usages.Where(usage => usage.Rule.Matches(protocol, port, peer)));
        }

        foreach (var usage in matched)
        {
            usage.Add(port, peer, bytes);
            if (matched.Count == 1)
                usage.Alone++;
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

    static RuleDirection? DirectionOf(FlowRecord record, NetworkInventory.Interface known, FlowAddress source, FlowAddress destination)
    {
        if (record.Format.Contains(FlowField.FlowDirection))
        {
            if (record[FlowField.FlowDirection].SequenceEqual("ingress"u8))
                return RuleDirection.Ingress;
            if (record[FlowField.FlowDirection].SequenceEqual("egress"u8))
                return RuleDirection.Egress;
        }

        return known.Addresses.Contains(destination) ? RuleDirection.Ingress : known.Addresses.Contains(source) ? RuleDirection.Egress : null;
    }
}

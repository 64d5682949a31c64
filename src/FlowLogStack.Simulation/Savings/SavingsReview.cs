using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Prices recorded traffic that a change of the network would make cheaper.</summary>
/// <remarks>
/// Traffic with S3 and DynamoDB through NAT gateways, between zones and Regions, and public addresses without use. The recorded time is taken
/// as typical for the month. Records of rejected traffic don't count. Not thread-safe.
/// </remarks>
sealed class SavingsReview
{
    const decimal Gigabyte = 1L << 30;
    const int HoursOfMonth = 730;
    const int MostNames = 3;

    static readonly AddressRange[] NotPublic = [.. MonitoredNetwork.NonPublicRanges.Select(block =>
        AddressRange.TryParse(block, out var range) ? range : default)];

    readonly SavingsOptions options;
    readonly NatTraffic nat;
    readonly PairTraffic pairs;
    readonly HashSet<string> recorded = new(StringComparer.Ordinal);
    readonly HashSet<string> active = new(StringComparer.Ordinal);
    long records;
    DateTimeOffset? from;
    DateTimeOffset? to;

    /// <summary>Creates a review.</summary>
    /// <param name="options">What is known beside the records. Default: none, and list prices.</param>
    public SavingsReview(SavingsOptions? options = null)
    {
        this.options = options ?? new SavingsOptions();
        (nat, pairs) = (new NatTraffic(this.options), new PairTraffic(this.options.Inventory));
    }

    /// <summary>Reads a text object, gzip or not.</summary>
    /// <param name="stream">The object's bytes; not disposed.</param>
    /// <param name="name">Name of the object, for messages.</param>
    /// <param name="rejected">Receives the number of each malformed line, and the reason. Default: none does.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged; what was read before counts.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = name, Format = options.Format, AcceptsAnyForm = true });
        while (reader.Read())
        {
            if (reader.IsRejected)
                rejected?.Invoke(reader.LineNumber, reader.DescribeRejection());
            else
                Take(reader.Record);
        }
    }

    /// <summary>Returns the possible savings of what was read.</summary>
    public SavingsResult Finish()
    {
        var savings = new List<Saving>();
        if (from is { } first && to is { } last)
        {
            var scale = HoursOfMonth / (decimal)Math.Max((last - first).TotalHours, 1.0 / 60);
            savings.AddRange(OfNat(scale));
            savings.AddRange(OfPairs(scale));
        }

        savings.AddRange(OfAddresses());
        return new SavingsResult { Savings = [.. savings.OrderByDescending(saving => saving.Dollars).ThenBy(saving => saving.Kind)], Notes = [.. Notes()],
            Records = records, From = from, To = to };
    }

    internal static bool IsPublic(FlowAddress address) => !Array.Exists(NotPublic, range => range.Contains(address));

    void Take(FlowRecord record)
    {
        records++;
        if (record.TryGetInstant(FlowField.Start, out var start))
            from = from is null || start < from ? start : from;
        if (record.TryGetInstant(record.Format.Contains(FlowField.End) ? FlowField.End : FlowField.Start, out var end))
            to = to is null || end > to ? end : to;
        NetworkInventory.Interface? known = null;
        if (options.Inventory.InterfaceCount > 0 && record.Format.Contains(FlowField.InterfaceId))
        {
            known = options.Inventory.InterfaceOf(Encoding.UTF8.GetString(record[FlowField.InterfaceId]));
            if (known is not null)
                recorded.Add(known.Id);
        }

        if (!record.TryGetAddress(FlowField.SrcAddr, out var source) || !record.TryGetAddress(FlowField.DstAddr, out var destination)
            || (record.TryGetAction(out var action) && action is FlowAction.Reject))
            return;
        if (known is { PublicAddresses.Count: > 0 } && IsPublic(known.Addresses.Contains(source) ? destination : source))
            active.Add(known.Id);
        if (!record.TryGetInt64(FlowField.Bytes, out var bytes))
            return;
        nat.Take(record, source, destination, bytes);
        pairs.Take(record, known, source, destination, bytes);
    }

    IEnumerable<Saving> OfNat(decimal scale)
    {
        foreach (var (service, hosts, areGateways, bytes) in nat.Totals())
        {
            var gigabytes = (decimal)bytes / Gigabyte * scale;
            var name = service == TrafficServices.S3 ? "S3" : "DynamoDB";
            yield return new Saving(
                service == TrafficServices.S3 ? SavingKind.S3ThroughNat : SavingKind.DynamoDbThroughNat,
                $"{name} through {(areGateways ? "the NAT gateway of" : "another resource of the VPC, from")} {Names(hosts)}",
                gigabytes,
                gigabytes * options.Prices.NatGatewayGigabyte,
                $"Add a gateway endpoint for {name} to the route tables of the subnets that use {(areGateways ? "the NAT gateway" : "it")}. It has no charge, "
                    + "and serves its own Region.");
        }
    }

    IEnumerable<Saving> OfPairs(decimal scale)
    {
        foreach (var kind in pairs.Crossing().GroupBy(pair => pair.IsCrossRegion))
        {
            var (of, price, change) = kind.Key
                ? (SavingKind.CrossRegion, options.Prices.CrossRegionGigabyte, "Place both in one Region, or keep a copy of the data where it is read.")
                : (SavingKind.CrossZone, options.Prices.CrossZoneGigabyte, "Place both in one zone, or route requests within their zone.");
            var ordered = kind.OrderByDescending(pair => pair.Bytes).ThenBy(pair => pair.One).ThenBy(pair => pair.Other).ToList();
            foreach (var pair in ordered.Take(options.MostPairs))
                yield return Priced($"{pair.One} and {pair.Other} in {pair.Places}", pair.Bytes);
            if (ordered.Count > options.MostPairs)
                yield return Priced(string.Create(CultureInfo.InvariantCulture, $"{ordered.Count - options.MostPairs:N0} more pairs"),
                    ordered.Skip(options.MostPairs).Sum(pair => pair.Bytes));

            Saving Priced(string subject, long bytes) => new(of, subject, bytes / Gigabyte * scale, bytes / Gigabyte * scale * price, change);
        }
    }

    IEnumerable<Saving> OfAddresses()
    {
        foreach (var address in options.Inventory.UnusedAddresses)
            yield return Idle($"{address}, which belongs to no interface", "Release the Elastic IP address.");
        foreach (var known in options.Inventory.Interfaces.Where(known => recorded.Contains(known.Id) && !active.Contains(known.Id)))
        {
            foreach (var address in known.PublicAddresses)
                yield return Idle($"{address} of {known.Id}, which has no accepted traffic with the internet",
                    "Remove the public address; reach AWS services through endpoints, and the host through Session Manager.");
        }

        Saving Idle(string subject, string change) => new(SavingKind.IdlePublicAddress, subject, null, options.Prices.PublicAddress, change);
    }

    IEnumerable<string> Notes()
    {
        if (records == 0)
            yield break;
        if (!nat.IsKnown)
            yield return "S3 and DynamoDB behind NAT gateways are not judged, because the records have no pkt-src-aws-service and pkt-dst-aws-service. Use a "
                + "format with them, such as v5, or add --ip-ranges.";
        if (!pairs.IsKnown)
            yield return "Traffic between zones is not judged, because the records have no az-id and flow-direction. Use a format with them, such as v5, or "
                + "add --describe with the answer of 'aws ec2 describe-network-interfaces'.";
        else
            yield return "Traffic between zones includes what AWS doesn't charge, such as that of Application Load Balancers with their targets and of "
                + "managed databases with their replicas.";
        if (pairs.IsCut)
            yield return "The records have more pairs of addresses than are kept, so pairs with little traffic are left out.";
        if (options.Inventory.InterfaceCount == 0)
            yield return "Public addresses are not judged without --describe and the answers of 'aws ec2 describe-network-interfaces' and "
                + "'describe-addresses'.";
        if (to - from < TimeSpan.FromDays(1))
            yield return "The records span less than a day, and the month is extrapolated from that.";
    }

    static string Names(IReadOnlyList<FlowAddress> hosts) =>
        string.Join(", ", hosts.Take(MostNames)) + (hosts.Count > MostNames
            ? string.Create(CultureInfo.InvariantCulture, $" and {hosts.Count - MostNames:N0} more") : "");
}

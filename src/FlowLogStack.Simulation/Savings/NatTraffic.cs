using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Bytes between addresses and S3 or DynamoDB, and the share that passed a NAT gateway.</summary>
/// <remarks>
/// A NAT gateway records each packet twice: between the client and itself, and between itself and the service. Only the second counts.
/// Where no gateway is recorded, the clients' own records count whose <c>traffic-path</c> is another resource of the VPC.
/// </remarks>
sealed class NatTraffic(SavingsOptions options)
{
    const int ThroughResource = 1;
    const int MostHosts = 100_000;

    readonly HashSet<FlowAddress> gateways = [.. options.NatGateways, .. options.Inventory.NatGateways];
    readonly Dictionary<(FlowAddress Host, string Service), Bytes> byHost = [];

    /// <summary>Whether records name their service, or ranges are given.</summary>
    internal bool IsKnown { get; private set; } = options.Services is not null;

    internal void Take(FlowRecord record, FlowAddress source, FlowAddress destination, long bytes)
    {
        var (packetSource, packetDestination) = (Of(record, FlowField.PktSrcAddr, source), Of(record, FlowField.PktDstAddr, destination));
        // Between a client and its gateway, the packet's address on the other side is public.
        if (packetDestination != destination && !SavingsReview.IsPublic(destination) && SavingsReview.IsPublic(packetDestination))
            AddGateway(destination);
        if (packetSource != source && !SavingsReview.IsPublic(source) && SavingsReview.IsPublic(packetSource))
            AddGateway(source);
        if (packetDestination == destination && ServiceOf(record, FlowField.PktDstAwsService, destination) is { } requested)
        {
            var isThroughResource = record.TryGetInt32(FlowField.TrafficPath, out var path) && path == ThroughResource;
            Add((source, requested), isThroughResource ? new Bytes(bytes, 0, 0) : new Bytes(0, bytes, 0));
        }
        else if (packetSource == source && ServiceOf(record, FlowField.PktSrcAwsService, source) is { } answering)
        {
            Add((destination, answering), new Bytes(0, 0, bytes));
        }
    }

    /// <summary>The bytes of each service that passed a NAT gateway, with the gateways or clients.</summary>
    internal IEnumerable<(string Service, IReadOnlyList<FlowAddress> Hosts, bool AreGateways, double Bytes)> Totals()
    {
        foreach (var service in byHost.GroupBy(entry => entry.Key.Service).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var passed = service.Where(entry => gateways.Contains(entry.Key.Host))
                .Select(entry => (entry.Key.Host, Bytes: (double)entry.Value.Through + entry.Value.Direct + entry.Value.Back)).ToList();
            var areGateways = passed.Count > 0;
            // Answers have no path; they come the way of the requests.
            if (!areGateways)
                passed = [.. service.Where(entry => entry.Value.Through > 0)
                    .Select(entry =>
                    (entry.Key.Host, Bytes: entry.Value.Through
                    + (entry.Value.Back * ((double)entry.Value.Through / (entry.Value.Through + entry.Value.Direct)))))];
            if (passed.Count > 0)
                yield return (service.Key, [.. passed.OrderByDescending(host => host.Bytes).Select(host => host.Host)], areGateways,
                    passed.Sum(host => host.Bytes));
        }
    }

    string? ServiceOf(FlowRecord record, FlowField field, FlowAddress address)
    {
        if (record.Format.Contains(field))
        {
            IsKnown = true;
            var name = record[field];
            return name.SequenceEqual("S3"u8) ? TrafficServices.S3 : name.SequenceEqual("DYNAMODB"u8) ? TrafficServices.DynamoDb : null;
        }

        return options.Services?.ServiceOf(address);
    }

    void AddGateway(FlowAddress address)
    {
        if (gateways.Count < MostHosts)
            gateways.Add(address);
    }

    void Add((FlowAddress Host, string Service) key, Bytes more)
    {
        if (byHost.TryGetValue(key, out var known))
            byHost[key] = new Bytes(known.Through + more.Through, known.Direct + more.Direct, known.Back + more.Back);
        else if (byHost.Count < MostHosts)
            byHost.Add(key, more);
    }

    static FlowAddress Of(FlowRecord record, FlowField field, FlowAddress otherwise) => record.TryGetAddress(field, out var address) ? address : otherwise;

    readonly record struct Bytes(long Through, long Direct, long Back);
}

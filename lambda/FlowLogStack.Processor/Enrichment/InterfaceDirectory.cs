using System.Net;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using FlowLogStack.Records;

namespace FlowLogStack.Processor;

/// <summary>What EC2 knows of network interfaces, asked for once and believed for a while, absence included.</summary>
/// <remarks>
/// Serves one event at a time. While EC2 throttles or refuses, it is left alone for a growing pause, and whatever is
/// asked meanwhile is answered with the error rather than with silence.
/// </remarks>
sealed class InterfaceDirectory(Func<IAmazonEC2> ec2, TimeSpan lifetime, TimeProvider time)
{
    /// <summary>The values that EC2 takes in the filters of one call.</summary>
    public const int MostFilterValues = 200;

    const int MostEntries = 50_000;
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    readonly Dictionary<byte[], Entry> interfaces = new(Utf8Comparer.Instance);
    readonly Dictionary<(string Subnet, FlowAddress Address), Neighbour> neighbours = [];
    DateTimeOffset pausedUntil;
    TimeSpan pause = FirstPause;
    string? pausedFor;

    /// <summary>What is known of an interface.</summary>
    /// <returns>Whether anything is; otherwise it should be looked up.</returns>
    public bool TryGet(ReadOnlySpan<byte> interfaceId, DateTimeOffset now, out InterfaceFacts? facts, out string? error)
    {
        if (interfaces.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(interfaceId, out var entry) && entry.Expires > now)
        {
            facts = entry.Facts;
            error = entry.Error;
            return true;
        }

        facts = null;
        error = null;
        return false;
    }

    /// <summary>What is known of an address being in a subnet.</summary>
    /// <returns>Whether anything is; otherwise it should be looked up.</returns>
    public bool TryGetNeighbour(string subnetId, FlowAddress address, DateTimeOffset now, out bool isNeighbour)
    {
        var found = neighbours.TryGetValue((subnetId, address), out var entry) && entry.Expires > now;
        isNeighbour = found && entry.Is;
        return found;
    }

    /// <summary>Asks EC2 for interfaces; afterwards each is known, unknown to EC2, or marked with an error.</summary>
    /// <returns>The calls that failed.</returns>
    public async Task<int> LookUpAsync(IReadOnlyCollection<byte[]> interfaceIds, CancellationToken cancellation)
    {
        Trim();
        var failures = 0;
        foreach (var chunk in interfaceIds.Chunk(MostFilterValues))
        {
            var names = chunk.Select(Encoding.UTF8.GetString).ToList();
            var (found, error) = await DescribeAsync([new Filter("network-interface-id", names)], cancellation).ConfigureAwait(false);
            var expires = time.GetUtcNow() + (error is null ? lifetime : FirstPause);
            foreach (var id in chunk)
                interfaces[id] = new Entry(null, error, expires);
            foreach (var item in found)
            {
                if (item.NetworkInterfaceId is { } id)
                    interfaces[Encoding.UTF8.GetBytes(id)] = new Entry(Facts(item), null, time.GetUtcNow() + lifetime);
            }

            failures += error is null ? 0 : 1;
        }

        return failures;
    }

    /// <summary>Asks EC2 which addresses belong to interfaces of a subnet.</summary>
    /// <returns>The calls that failed; their addresses count as not in the subnet for a short while.</returns>
    public async Task<int> LookUpNeighboursAsync(string subnetId, IReadOnlyCollection<FlowAddress> addresses, CancellationToken cancellation)
    {
        Trim();
        var failures = 0;

        // The subnet's own id is one of the filter values.
        foreach (var chunk in addresses.GroupBy(address => address.IsIPv4).SelectMany(family => family.Chunk(MostFilterValues - 1)))
        {
            var property = chunk[0].IsIPv4 ? "addresses.private-ip-address" : "ipv6-addresses.ipv6-address";
            var (found, error) = await DescribeAsync([new Filter("subnet-id", [subnetId]), new Filter(property, [.. chunk.Select(address => address.ToString())])], cancellation).ConfigureAwait(false);
            var expires = time.GetUtcNow() + (error is null ? lifetime : FirstPause);
            foreach (var address in chunk)
                neighbours[(subnetId, address)] = new Neighbour(false, expires);
            foreach (var address in found.Where(item => item.SubnetId == subnetId).SelectMany(Addresses))
                neighbours[(subnetId, address)] = new Neighbour(true, expires);
            failures += error is null ? 0 : 1;
        }

        return failures;
    }

    async Task<(List<NetworkInterface> Found, string? Error)> DescribeAsync(List<Filter> filters, CancellationToken cancellation)
    {
        List<NetworkInterface> found = [];
        if (time.GetUtcNow() < pausedUntil)
            return (found, pausedFor);
        try
        {
            string? next = null;
            do
            {
                var page = await ec2().DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest { Filters = filters, MaxResults = 1000, NextToken = next }, cancellation).ConfigureAwait(false);
                found.AddRange(page.NetworkInterfaces ?? []);
                next = page.NextToken;
            }
            while (!string.IsNullOrEmpty(next));
            pause = FirstPause;
            return (found, null);
        }
        catch (AmazonServiceException error)
        {
            return (found, Pause(error.ErrorCode ?? error.StatusCode.ToString()));
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException or WebException or IOException or System.Xml.XmlException
            || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (found, Pause(error.GetType().Name));
        }
    }

    string Pause(string error)
    {
        pausedUntil = time.GetUtcNow() + pause;
        pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        return pausedFor = error;
    }

    void Trim()
    {
        if (interfaces.Count > MostEntries)
            interfaces.Clear();
        if (neighbours.Count > MostEntries)
            neighbours.Clear();
    }

    static InterfaceFacts Facts(NetworkInterface item) => new(
        item.SubnetId ?? "",
        item.VpcId ?? "",
        (item.Groups ?? []).Select(group => group.GroupId ?? ""),
        Addresses(item),
        Prefixes(item));

    static NetworkList Prefixes(NetworkInterface item)
    {
        try
        {
            return NetworkList.Parse(string.Join(',', [.. (item.Ipv4Prefixes ?? []).Select(prefix => prefix.Ipv4Prefix), .. (item.Ipv6Prefixes ?? []).Select(prefix => prefix.Ipv6Prefix)]));
        }
        catch (FormatException)
        {
            // What EC2 spells in a way we cannot read must cost a direction, never the event.
            return NetworkList.Empty;
        }
    }

    static IEnumerable<FlowAddress> Addresses(NetworkInterface item)
    {
        IEnumerable<string?> texts = [item.PrivateIpAddress, .. (item.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress), .. (item.Ipv6Addresses ?? []).Select(address => address.Ipv6Address)];
        foreach (var text in texts)
        {
            if (FlowAddress.TryParse(text, out var address))
                yield return address;
        }
    }

    readonly record struct Entry(InterfaceFacts? Facts, string? Error, DateTimeOffset Expires);

    readonly record struct Neighbour(bool Is, DateTimeOffset Expires);
}

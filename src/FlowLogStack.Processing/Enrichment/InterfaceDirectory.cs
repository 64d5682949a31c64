using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>A cache of network interface attributes from EC2, which also remembers interfaces that do not exist.</summary>
/// <remarks>
/// Serves one event at a time. After an error of EC2 no call is made for a pause that doubles from 5 seconds to 2 minutes;
/// look-ups during the pause return that error.
/// </remarks>
sealed class InterfaceDirectory(DescribeInterfaces describe, TimeSpan lifetime, TimeProvider time)
{
    /// <summary>Maximum number of filter values in one call to EC2.</summary>
    public const int MostFilterValues = 200;

    const int MostEntries = 50_000;
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    readonly Dictionary<byte[], Entry> interfaces = new(Utf8Comparer.Instance);
    readonly Dictionary<(string Subnet, FlowAddress Address), Neighbour> neighbours = [];
    DateTimeOffset pausedUntil;
    TimeSpan pause = FirstPause;
    string? pausedFor;

    /// <summary>Returns the cached attributes of an interface.</summary>
    /// <returns>Whether the cache has an entry. If not, call <see cref="LookUpAsync"/>.</returns>
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

    /// <summary>Returns whether an address is known to lie in a subnet.</summary>
    /// <returns>Whether the cache has an entry. If not, call <see cref="LookUpNeighboursAsync"/>.</returns>
    public bool TryGetNeighbour(string subnetId, FlowAddress address, DateTimeOffset now, out bool isNeighbour)
    {
        var found = neighbours.TryGetValue((subnetId, address), out var entry) && entry.Expires > now;
        isNeighbour = found && entry.Is;
        return found;
    }

    /// <summary>Reads interfaces from EC2. Afterwards the cache has attributes, absence or an error for each.</summary>
    /// <returns>The number of calls that failed.</returns>
    public async Task<int> LookUpAsync(IReadOnlyCollection<byte[]> interfaceIds, EnrichmentBudget budget, CancellationToken cancellation)
    {
        Trim();
        var failures = 0;
        foreach (var chunk in interfaceIds.Chunk(MostFilterValues))
        {
            var names = chunk.Select(Encoding.UTF8.GetString).ToList();
            var (found, error) = await DescribeAsync([new InterfaceFilter("network-interface-id", names)], budget, cancellation).ConfigureAwait(false);
            var expires = time.GetUtcNow() + (error is null ? lifetime : FirstPause);
            foreach (var id in chunk)
                interfaces[id] = new Entry(null, error, expires);
            foreach (var item in found)
                interfaces[Encoding.UTF8.GetBytes(item.InterfaceId)] = new Entry(item, null, time.GetUtcNow() + lifetime);
            failures += error is null ? 0 : 1;
        }

        return failures;
    }

    /// <summary>Reads from EC2 which addresses belong to interfaces of a subnet.</summary>
    /// <returns>The number of calls that failed. For 5 seconds their addresses count as not in the subnet.</returns>
    public async Task<int> LookUpNeighboursAsync(string subnetId, IReadOnlyCollection<FlowAddress> addresses, EnrichmentBudget budget,
        CancellationToken cancellation)
    {
        Trim();
        var failures = 0;

        // The subnet's id is also one of the filter values.
        foreach (var chunk in addresses.GroupBy(address => address.IsIPv4).SelectMany(family => family.Chunk(MostFilterValues - 1)))
        {
            var property = chunk[0].IsIPv4 ? "addresses.private-ip-address" : "ipv6-addresses.ipv6-address";
            InterfaceFilter[] filters = [new("subnet-id", [subnetId]), new(property, [.. chunk.Select(address => address.ToString())])];
            var (found, error) = await DescribeAsync(filters, budget, cancellation).ConfigureAwait(false);
            var expires = time.GetUtcNow() + (error is null ? lifetime : FirstPause);
            foreach (var address in chunk)
                neighbours[(subnetId, address)] = new Neighbour(false, expires);
            foreach (var address in found.Where(item => item.SubnetId == subnetId).SelectMany(item => item.Addresses))
                neighbours[(subnetId, address)] = new Neighbour(true, expires);
            failures += error is null ? 0 : 1;
        }

        return failures;
    }

    async Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)> DescribeAsync(IReadOnlyList<InterfaceFilter> filters, EnrichmentBudget budget,
        CancellationToken cancellation)
    {
        if (time.GetUtcNow() < pausedUntil)
            return ([], pausedFor);
        var answer = await budget.SpendAsync(token => describe(filters, token), cancellation).ConfigureAwait(false);
        if (answer.Error is { } error)
            Pause(error);
        else
            pause = FirstPause;
        return answer;
    }

    void Pause(string error)
    {
        pausedUntil = time.GetUtcNow() + pause;
        pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        pausedFor = error;
    }

    void Trim()
    {
        if (interfaces.Count > MostEntries)
            interfaces.Clear();
        if (neighbours.Count > MostEntries)
            neighbours.Clear();
    }

    readonly record struct Entry(InterfaceFacts? Facts, string? Error, DateTimeOffset Expires);

    readonly record struct Neighbour(bool Is, DateTimeOffset Expires);
}

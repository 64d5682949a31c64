using System.Text;
using FlowLogStack.Records;
using Microsoft.Extensions.Time.Testing;

namespace FlowLogStack.Processing.Tests;

/// <summary>The cache of network interfaces on a clock of its own. The tests of the function read it through EC2's answers.</summary>
public sealed class InterfaceDirectoryTests
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    readonly FakeTimeProvider clock = new();
    readonly List<IReadOnlyList<InterfaceFilter>> calls = [];
    readonly InterfaceDirectory directory;
    List<InterfaceFacts> existing = [];
    string? trouble;

    public InterfaceDirectoryTests() => directory = new InterfaceDirectory((filters, _) =>
    {
        calls.Add(filters);
        return Task.FromResult<(IReadOnlyList<InterfaceFacts>, string?)>((existing, trouble));
    }, Lifetime, clock);

    static InterfaceFacts Facts(string id, string subnet, params string[] addresses) =>
        new(id, subnet, "vpc-1", ["sg-1"], addresses.Select(Address), NetworkList.Empty);

    static FlowAddress Address(string text)
    {
        Assert.True(FlowAddress.TryParse(text, out var address));
        return address;
    }

    Task<int> LookUpAsync(params IEnumerable<string> ids) =>
        directory.LookUpAsync([.. ids.Select(Encoding.UTF8.GetBytes)], new EnrichmentBudget(TimeSpan.FromHours(1), clock), CancellationToken.None);

    Task<int> LookUpNeighboursAsync(string subnet, params IEnumerable<string> addresses) =>
        directory.LookUpNeighboursAsync(subnet, [.. addresses.Select(Address)], new EnrichmentBudget(TimeSpan.FromHours(1), clock), CancellationToken.None);

    /// <summary>What the cache has: attributes of an interface, its absence, an error, or nothing.</summary>
    string Cached(string id) => !directory.TryGet(Encoding.UTF8.GetBytes(id), clock.GetUtcNow(), out var facts, out var error)
        ? facts is null && error is null ? "nothing" : "a result without an entry"
        : error ?? facts?.InterfaceId ?? "absent";

    string CachedNeighbour(string subnet, string address) =>
        !directory.TryGetNeighbour(subnet, Address(address), clock.GetUtcNow(), out var isNeighbour) ? isNeighbour ? "a result without an entry" : "nothing"
        : isNeighbour ? "in the subnet" : "elsewhere";

    [Fact]
    public async Task Interfaces_and_their_absence_are_cached_for_the_lifetime()
    {
        existing = [Facts("eni-1", "subnet-1")];
        Assert.Equal("nothing", Cached("eni-1"));
        Assert.Equal(0, await LookUpAsync("eni-1", "eni-2"));
        Assert.Equal(("eni-1", "absent", "nothing"), (Cached("eni-1"), Cached("eni-2"), Cached("eni-3")));

        clock.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.Equal(("eni-1", "absent"), (Cached("eni-1"), Cached("eni-2")));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(("nothing", "nothing"), (Cached("eni-1"), Cached("eni-2")));
    }

    [Fact]
    public async Task An_error_is_cached_for_five_seconds_and_what_was_found_beside_it_for_the_lifetime()
    {
        existing = [Facts("eni-1", "subnet-1")];
        trouble = "Throttled";
        Assert.Equal(1, await LookUpAsync("eni-1", "eni-2"));
        Assert.Equal(("eni-1", "Throttled"), (Cached("eni-1"), Cached("eni-2")));

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(("eni-1", "nothing"), (Cached("eni-1"), Cached("eni-2")));
    }

    [Fact]
    public async Task After_an_error_no_call_is_made_for_a_pause_that_doubles_from_5_seconds_to_2_minutes()
    {
        trouble = "Throttled";
        foreach (var pause in (int[])[5, 10, 20, 40, 80, 120, 120])
        {
            calls.Clear();
            await LookUpAsync("eni-1");
            clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(1));
            Assert.Equal(1, await LookUpAsync("eni-2"));
            Assert.Equal("Throttled", Cached("eni-2"));
            Assert.Single(calls);
            clock.Advance(TimeSpan.FromTicks(1));
        }

        // One success, and the pause is five seconds again.
        trouble = null;
        Assert.Equal(0, await LookUpAsync("eni-1"));
        trouble = "Throttled";
        await LookUpAsync("eni-1");
        clock.Advance(TimeSpan.FromSeconds(5));
        calls.Clear();
        await LookUpAsync("eni-1");
        Assert.Single(calls);
    }

    [Fact]
    public async Task Calls_have_two_hundred_filter_values_at_most()
    {
        Assert.Equal(0, await LookUpAsync(Enumerable.Range(0, 401).Select(i => $"eni-{i}")));
        Assert.Equal([200, 200, 1], calls.Select(filters => Assert.Single(filters).Values.Count));
        Assert.Equal(Enumerable.Range(0, 401).Select(i => $"eni-{i}"), calls.SelectMany(filters => filters[0].Values));
        Assert.All(calls, filters => Assert.Equal("network-interface-id", filters[0].Name));
        calls.Clear();

        // The subnet is one of the values, and each family of addresses has a filter of its own.
        await LookUpNeighboursAsync("subnet-1", [.. Enumerable.Range(0, 200).Select(i => $"10.0.0.{i}"), "2001:db8::1"]);
        Assert.Equal(["subnet-id subnet-1, addresses.private-ip-address 199", "subnet-id subnet-1, addresses.private-ip-address 1",
            "subnet-id subnet-1, ipv6-addresses.ipv6-address 1"],
            calls.Select(filters => $"{filters[0].Name} {filters[0].Values.Single()}, {filters[1].Name} {filters[1].Values.Count}"));
    }

    [Fact]
    public async Task Addresses_of_interfaces_of_the_subnet_are_neighbours_for_the_lifetime_and_those_of_other_subnets_are_not()
    {
        existing = [Facts("eni-1", "subnet-1", "10.0.0.1", "10.0.0.3"), Facts("eni-2", "subnet-2", "10.0.0.2")];
        Assert.Equal("nothing", CachedNeighbour("subnet-1", "10.0.0.1"));
        Assert.Equal(0, await LookUpNeighboursAsync("subnet-1", "10.0.0.1", "10.0.0.2"));
        Assert.Equal(["in the subnet", "elsewhere", "in the subnet"], ((string[])["10.0.0.1", "10.0.0.2", "10.0.0.3"])
            .Select(address => CachedNeighbour("subnet-1", address)));
        Assert.Equal("nothing", CachedNeighbour("subnet-2", "10.0.0.1"));

        clock.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.Equal("in the subnet", CachedNeighbour("subnet-1", "10.0.0.1"));
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(("nothing", "nothing"), (CachedNeighbour("subnet-1", "10.0.0.1"), CachedNeighbour("subnet-1", "10.0.0.2")));
    }

    [Fact]
    public async Task After_an_error_addresses_are_elsewhere_for_five_seconds()
    {
        trouble = "Throttled";
        Assert.Equal(1, await LookUpNeighboursAsync("subnet-1", "10.0.0.1"));
        Assert.Equal("elsewhere", CachedNeighbour("subnet-1", "10.0.0.1"));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("nothing", CachedNeighbour("subnet-1", "10.0.0.1"));
    }

    [Fact]
    public async Task Beyond_fifty_thousand_entries_the_cache_begins_anew()
    {
        await LookUpAsync(Enumerable.Range(0, 50_000).Select(i => $"eni-{i}"));
        await LookUpAsync("eni-a");
        Assert.Equal(("absent", "absent"), (Cached("eni-0"), Cached("eni-a")));
        await LookUpAsync("eni-b");
        Assert.Equal(("nothing", "nothing", "absent"), (Cached("eni-0"), Cached("eni-a"), Cached("eni-b")));

        await LookUpNeighboursAsync("subnet-1", Enumerable.Range(0, 50_001).Select(i => $"10.0.{i >> 8}.{i & 255}"));
        Assert.Equal("elsewhere", CachedNeighbour("subnet-1", "10.0.0.0"));
        await LookUpNeighboursAsync("subnet-1", "10.9.0.0");
        Assert.Equal(("nothing", "elsewhere"), (CachedNeighbour("subnet-1", "10.0.0.0"), CachedNeighbour("subnet-1", "10.9.0.0")));
    }

    [Theory]
    [InlineData("10.0.0.5", "10.0.255.9", true)]
    [InlineData("10.0.0.5", "10.1.0.5", false)]
    [InlineData("10.0.0.5", "::a00:5", false)]
    [InlineData("2001:db8:0:1::5", "2001:db8:f:ffff::1", true)]
    [InlineData("2001:db8:0:1::5", "2001:db8:10::1", false)]
    [InlineData("2001:db8:0:1::5", "10.0.0.5", false)]
    public void An_address_may_be_in_the_subnet_of_an_interface_if_16_bits_of_IPv4_or_44_of_IPv6_are_the_same(string own, string other, bool expected)
    {
        Assert.Equal(expected, Facts("eni-1", "subnet-1", own).MayNeighbour(Address(other)));
        Assert.Equal(expected, Facts("eni-1", "subnet-1", "192.0.2.1", own).MayNeighbour(Address(other)));
        Assert.False(Facts("eni-1", "subnet-1").MayNeighbour(Address(other)));
    }

    [Fact]
    public void An_interface_owns_its_addresses_and_those_of_its_prefixes()
    {
        var facts = new InterfaceFacts("eni-1", "subnet-\"1", "vpc-1", ["sg-1", "sg-2"], [Address("10.0.0.5")], NetworkList.Parse("10.0.1.0/28"));

        Assert.Equal([true, true, false], ((string[])["10.0.0.5", "10.0.1.15", "10.0.1.16"]).Select(address => facts.Owns(Address(address))));
        Assert.Equal(["""["sg-1","sg-2"]""", "\"subnet-\\\"1\"", "\"vpc-1\""],
            ((ReadOnlyMemory<byte>[])[facts.SecurityGroupIdsJson, facts.SubnetIdJson, facts.VpcIdJson]).Select(json => Encoding.UTF8.GetString(json.Span)));
        Assert.Equal([Address("10.0.0.5")], facts.Addresses);
    }
}

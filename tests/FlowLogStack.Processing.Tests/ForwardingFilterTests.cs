using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class ForwardingFilterTests
{
    static readonly FlowLogReader Reader = new(FlowLogFormat.Default);

    static bool Passes(string line, string networks = "", string action = "All", int sampleOneIn = 1)
    {
        Assert.True(Reader.TryReadMessage(Encoding.UTF8.GetBytes(line), out var record, out _));
        return new ForwardingFilter(NetworkList.Parse(networks), Enum.Parse<ActionFilter>(action), sampleOneIn).Passes(record);
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "10.0.0.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", true)]
    public void Records_between_two_internal_addresses_are_dropped(string source, string destination, bool expected) =>
        Assert.Equal(expected, Passes(Given.Line(source: source, destination: destination), networks: "10.0.0.0/8"));

    [Theory]
    [InlineData("All", true, true)]
    [InlineData("Accept", true, false)]
    [InlineData("Reject", false, true)]
    public void Records_with_another_action_are_dropped_and_those_without_one_are_not(string filter, bool accepted, bool rejected)
    {
        Assert.Equal((accepted, rejected, true),
            (Passes(Given.Line(action: "ACCEPT"), action: filter), Passes(Given.Line(action: "REJECT"), action: filter),
                Passes(Given.NoData, "10.0.0.0/8", filter)));
    }

    // FNV-1a with the high half folded in, in plain arithmetic: another hash would forward other records when an event is retried after an update.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public void A_sample_is_selected_by_the_hash_of_the_line(int oneIn)
    {
        for (var port = 1; port <= 1000; port++)
        {
            var line = Given.Line(port);
            var hash = Encoding.UTF8.GetBytes(line).Aggregate(2166136261UL, (before, octet) => ((before ^ octet) * 16777619) % (1UL << 32));
            hash ^= hash / 65536;
            Assert.Equal(hash % (ulong)oneIn == 0, Passes(line, sampleOneIn: oneIn));
        }
    }

    [Fact]
    public void Records_without_traffic_are_not_sampled() => Assert.True(Passes(Given.NoData, sampleOneIn: 1_000_000));
}

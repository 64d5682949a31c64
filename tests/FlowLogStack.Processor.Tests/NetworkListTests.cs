using FlowLogStack.Records;

namespace FlowLogStack.Processor.Tests;

public sealed class NetworkListTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.1", "10.1.200.3", true)]
    [InlineData("10.1", "10.123.0.1", false)]
    [InlineData("10.1.", "10.1.0.1", true)]
    [InlineData("10", "10.9.9.9", true)]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("10.8.0.0", "10.8.44.5", true)]
    [InlineData("10.8.0.0", "10.9.0.5", false)]
    [InlineData("192.168.4.0/22", "192.168.7.255", true)]
    [InlineData("192.168.4.0/22", "192.168.8.0", false)]
    [InlineData("0.0.0.0/0", "203.0.113.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8:", "2001:db8:1::1", true)]
    [InlineData("2001:db8:", "2001:db80::1", false)]
    [InlineData("fd00::", "fd00:0:0:1::1", true)]
    [InlineData("fd00::/8", "fdff::1", true)]
    [InlineData("2001:db8::5", "2001:db8::5", true)]
    [InlineData("2001:db8::5", "2001:db8::6", false)]
    [InlineData("::/0", "2001:db8::6", true)]
    public void A_network_holds_the_addresses_that_begin_like_it(string networks, string address, bool expected)
    {
        Assert.True(FlowAddress.TryParse(address, out var parsed));

        Assert.Equal(expected, NetworkList.Parse(networks).Contains(parsed));
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("2001:db8::/129")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.1/24")]
    [InlineData("10.256")]
    [InlineData("10..1")]
    [InlineData("1.2.3.4.5")]
    [InlineData("2001:db8::1/64")]
    [InlineData("2001:xyz:")]
    public void What_is_no_network_is_refused_by_name(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => NetworkList.Parse($"10.0.0.0/8, {text}")).Message, StringComparison.Ordinal);

    [Fact]
    public void Blank_items_are_skipped() => Assert.True(NetworkList.Parse(" , ,").IsEmpty);
}

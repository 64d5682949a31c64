using System.Net;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

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
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("0:0:0:0:0:ffff:", "10.0.0.1", true)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.200.0.1", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.0.0.1", false)]
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
    [InlineData("::ffff:10.0.0.0/129")]
    public void What_is_no_network_is_refused_by_name(string text) =>
        Assert.Contains(text, Assert.Throws<FormatException>(() => NetworkList.Parse($"10.0.0.0/8, {text}")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_block_holds_what_the_framework_says_it_holds()
    {
        var random = new Random(42);
        var (inside, outside) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var address = new byte[random.Next(2) == 0 ? 4 : 16];
            random.NextBytes(address);
            var bits = random.Next((8 * address.Length) + 1);
            var network = new IPNetwork(Masked(address, bits), bits);
            var near = (byte[])address.Clone();
            near[random.Next(near.Length)] ^= (byte)(1 << random.Next(8));
            var candidate = new IPAddress(near);
            Assert.True(FlowAddress.TryParse(candidate.ToString(), out var parsed));

            var expected = network.Contains(candidate);
            Assert.Equal(expected, NetworkList.Parse(network.ToString()).Contains(parsed));
            _ = expected ? inside++ : outside++;
        }

        Assert.True(inside > 5000 && outside > 5000);
    }

    static IPAddress Masked(byte[] address, int bits)
    {
        var masked = (byte[])address.Clone();
        for (var bit = bits; bit < 8 * masked.Length; bit++)
            masked[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(masked);
    }

    [Fact]
    public void Blank_items_are_skipped() => Assert.True(NetworkList.Parse(" , ,").IsEmpty);
}

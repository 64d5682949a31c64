using System.Net;

namespace FlowLogStack.Records.Tests;

public sealed class FlowAddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("1.2.3.4")]
    [InlineData("255.255.255.255")]
    [InlineData("10.0.200.30")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("1::")]
    [InlineData("2001:db8::8a2e:370:7334")]
    [InlineData("2001:DB8:0:0:1:0:0:1")]
    [InlineData("1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7::")]
    [InlineData("::2:3:4:5:6:7:8")]
    [InlineData("64:ff9b::192.0.2.33")]
    [InlineData("1:2:3:4:5:6:1.2.3.4")]
    public void Reads_what_is_an_address(string text)
    {
        Assert.True(FlowAddress.TryParse(text, out var address));
        Assert.Equal(IPAddress.Parse(text), address.ToIPAddress());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("1..2.3")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.1000")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.00")]
    [InlineData("1.2.3.x")]
    [InlineData("1.2.3.4/32")]
    [InlineData("1.2.3.4 ")]
    [InlineData("0x1.2.3.4")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData(":1::")]
    [InlineData("1:")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4::5:6:7:8")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::1.2.3")]
    [InlineData("::01.2.3.4")]
    [InlineData("1.2.3.4::")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    public void Refuses_what_is_not(string text) => Assert.False(FlowAddress.TryParse(text, out _));

    [Fact]
    public void An_ipv4_address_is_the_same_however_it_is_spelled()
    {
        Assert.True(FlowAddress.TryParse("::ffff:10.0.0.7", out var mapped));
        Assert.True(FlowAddress.TryParse("10.0.0.7", out var plain));
        Assert.Equal(plain, mapped);
        Assert.True(mapped.IsIPv4);
        Assert.Equal("10.0.0.7", mapped.ToString());
    }

    [Fact]
    public void Writes_its_sixteen_bytes_in_network_order()
    {
        Assert.True(FlowAddress.TryParse("2001:db8::1:2", out var address));
        Span<byte> bytes = stackalloc byte[16];
        address.WriteTo(bytes);
        Assert.Equal("20010DB8000000000000000000010002", Convert.ToHexString(bytes));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("10.8.0.0/15", "10.9.255.255", true)]
    [InlineData("10.8.0.0/15", "10.10.0.0", false)]
    [InlineData("0.0.0.0/0", "200.1.2.3", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::", false)]
    [InlineData("2001:db8::/65", "2001:db8::8000:0:0:0", false)]
    [InlineData("10.0.0.7", "10.0.0.7", true)]
    [InlineData("10.0.0.7", "10.0.0.8", false)]
    [InlineData("2001:db8::1/128", "2001:db8::1", true)]
    public void A_block_contains_the_addresses_that_share_its_prefix(string block, string address, bool contains)
    {
        Assert.True(AddressRange.TryParse(block, out var range));
        Assert.True(FlowAddress.TryParse(address, out var parsed));
        Assert.Equal(contains, range.Contains(parsed));
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("::/129")]
    [InlineData("10.0.0")]
    [InlineData(null)]
    public void Refuses_what_is_no_block(string? text) => Assert.False(AddressRange.TryParse(text, out _));

    [Fact]
    public void A_block_is_written_by_its_first_address()
    {
        Assert.True(AddressRange.TryParse("10.1.2.3/8", out var range));
        Assert.Equal("10.0.0.0/8", range.ToString());
    }
}

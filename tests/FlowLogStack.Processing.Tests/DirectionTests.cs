using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class DirectionTests
{
    static readonly FlowLogReader Reader = new(FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstAddr, FlowField.FlowDirection));

    static Direction Of(string line, InterfaceFacts? facts, string neighbours = "")
    {
        Assert.True(Reader.TryReadMessage(Encoding.UTF8.GetBytes(line), out var record, out _));
        return DirectionOf.Record(record, facts, (of, address) =>
        {
            Assert.Same(facts, of);
            return neighbours.Split(' ').Contains(address.ToString());
        });
    }

    [Theory]
    [InlineData("10.0.0.5 192.0.2.1 ingress", "Outbound")]
    [InlineData("192.0.2.1 10.0.0.5 egress", "Inbound")]
    [InlineData("10.0.0.5 10.0.0.6 egress", "Internal")]
    [InlineData("10.0.0.5 10.0.0.9 egress", "Internal")]
    [InlineData("10.0.0.9 10.0.0.5 ingress", "Internal")]
    [InlineData("192.0.2.1 192.0.2.2 ingress", "Inbound")]
    [InlineData("192.0.2.1 192.0.2.2 egress", "Outbound")]
    [InlineData("192.0.2.1 192.0.2.2 -", "Unknown")]
    [InlineData("10.0.0.9 192.0.2.2 -", "Unknown")]
    [InlineData("- 192.0.2.1 ingress", "Inbound")]
    [InlineData("10.0.0.5 - egress", "Outbound")]
    [InlineData("- - -", "Unknown")]
    public void The_direction_follows_from_the_addresses_of_the_interface_and_its_subnet_or_else_from_the_record(string line, string expected)
    {
        var addresses = ((string[])["10.0.0.5", "10.0.0.6"]).Select(text => FlowAddress.TryParse(text, out var address) ? address : default);
        var facts = new InterfaceFacts("eni-1", "subnet-1", "vpc-1", [], addresses, NetworkList.Empty);
        Assert.Equal(expected, Of(line, facts, "10.0.0.9").ToString());
    }

    [Theory]
    [InlineData("10.0.0.5 192.0.2.1 ingress", "Inbound")]
    [InlineData("10.0.0.5 192.0.2.1 egress", "Outbound")]
    [InlineData("10.0.0.5 192.0.2.1 -", "Unknown")]
    public void Without_attributes_the_direction_is_that_of_the_record(string line, string expected) => Assert.Equal(expected, Of(line, null).ToString());
}

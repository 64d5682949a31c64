namespace FlowLogStack.Records.Tests;

public sealed class FilterPatternTests
{
    [Fact]
    public void Puts_each_condition_in_its_fields_place() =>
        Assert.Equal(
            "[version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport=22, protocol=6, packets, bytes, start, end, action=REJECT, log_status]",
            FlowLogFormat.Default.ToFilterPattern(FlowField.Action.Is("REJECT"), FlowField.DstPort.Is(22), FlowField.Protocol.Is(6)));

    [Fact]
    public void Follows_a_custom_order() =>
        Assert.Equal("[action=REJECT, dstport, flow_direction]", FlowLogFormat.Parse("${action} ${dstport} ${flow-direction}").ToFilterPattern(FlowField.Action.Is("REJECT")));

    [Fact]
    public void Writes_alternatives_and_ranges_within_the_field() =>
        Assert.Equal(
            "[srcaddr=10.0.2.*, dstport=22 || dstport=3389, protocol!=1 && protocol!=6 && protocol!=\"-\", bytes>=400 && bytes<=500]",
            FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes).ToFilterPattern(
                FlowField.SrcAddr.Matches("10.0.2.*"), FlowField.DstPort.IsOneOf(22, 3389), FlowField.Protocol.IsNoneOf(1, 6), FlowField.Bytes.IsBetween(400, 500)));

    [Fact]
    public void Writes_every_comparison() =>
        Assert.Equal(
            "[srcport>1, dstport<2, protocol>=3, packets<=4, bytes!=5 && bytes!=\"-\", action!=ACCEPT, log_status=OK || log_status=NODATA]",
            FlowLogFormat.Of(FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Packets, FlowField.Bytes, FlowField.Action, FlowField.LogStatus).ToFilterPattern(
                FlowField.SrcPort.IsAbove(1), FlowField.DstPort.IsBelow(2), FlowField.Protocol.IsAtLeast(3), FlowField.Packets.IsAtMost(4),
                FlowField.Bytes.IsNot(5), FlowField.Action.IsNot("ACCEPT"), FlowField.LogStatus.IsOneOf("OK", "NODATA")));

    [Fact]
    public void Quotes_values_with_other_characters() =>
        Assert.Equal("[interface_id=\"eni-0123456789abcdef0\", srcaddr=\"2001:db8::1\"]", FlowLogFormat.Of(FlowField.InterfaceId, FlowField.SrcAddr).ToFilterPattern(
            FlowField.InterfaceId.Is("eni-0123456789abcdef0"), FlowField.SrcAddr.Is("2001:db8::1")));

    [Fact]
    public void Quotes_text_that_would_be_compared_as_a_number() =>
        Assert.Equal("[account_id=\"000123456789\", instance_id=i1, srcaddr=10.0.0.1, bytes>=-5]", FlowLogFormat.Of(FlowField.AccountId, FlowField.InstanceId, FlowField.SrcAddr, FlowField.Bytes).ToFilterPattern(
            FlowField.AccountId.Is("000123456789"), FlowField.InstanceId.Is("i1"), FlowField.SrcAddr.Is("10.0.0.1"), FlowField.Bytes.IsAtLeast(-5)));

    [Fact]
    public void Refuses_a_condition_on_a_field_the_format_lacks()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Of(FlowField.SrcAddr).ToFilterPattern(FlowField.Action.Is("REJECT")));
        Assert.Contains("add ${action} to the log format", error.Message);
    }

    [Fact]
    public void Refuses_two_conditions_on_one_field() =>
        Assert.Contains("'bytes' has two conditions", Assert.Throws<ArgumentException>(() => FlowLogFormat.Default.ToFilterPattern(FlowField.Bytes.IsAtLeast(1), FlowField.Bytes.IsAtMost(2))).Message);

    [Fact]
    public void Refuses_a_pattern_longer_than_the_service_takes()
    {
        var ports = Enumerable.Range(1, 60).Select(port => (long)port);
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.V11.ToFilterPattern(FlowField.DstPort.IsOneOf(ports)));
        Assert.Contains("allows 1024", error.Message);
        Assert.Contains("54 fields", error.Message);
    }

    [Fact]
    public void Allows_a_pattern_of_exactly_the_limit()
    {
        var rest = FilterPattern.MaximumLength - FlowLogFormat.Default.ToFilterPattern().Length;
        var pattern = FlowLogFormat.Default.ToFilterPattern(FlowField.Action.Is(new string('A', rest - 1)));
        Assert.Equal(FilterPattern.MaximumLength, pattern.Length);
        Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Default.ToFilterPattern(FlowField.Action.Is(new string('A', rest))));
    }
}

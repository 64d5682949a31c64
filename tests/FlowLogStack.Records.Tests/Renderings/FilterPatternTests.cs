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
        Assert.Equal("[action=REJECT, dstport, flow_direction]", FlowLogFormat.Parse("${action} ${dstport} ${flow-direction}")
            .ToFilterPattern(FlowField.Action.Is("REJECT")));

    [Fact]
    public void Writes_alternatives_and_ranges_within_the_field() =>
        Assert.Equal(
            "[srcaddr=10.0.2.*, dstport=22 || dstport=3389, protocol!=1 && protocol!=6 && protocol!=\"-\", bytes>=400 && bytes<=500]",
            FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstPort, FlowField.Protocol, FlowField.Bytes).ToFilterPattern(
                FlowField.SrcAddr.Matches("10.0.2.*"), FlowField.DstPort.IsOneOf(22, 3389), FlowField.Protocol.IsNoneOf(1, 6),
                    FlowField.Bytes.IsBetween(400, 500)));

    [Fact]
    public void Writes_every_comparison() =>
        Assert.Equal(
            "[srcport>1, dstport<2, protocol>=3, packets<=4, bytes!=5 && bytes!=\"-\", action!=ACCEPT, log_status=OK || log_status=NODATA]",
            FlowLogFormat.Of(FlowField.SrcPort, FlowField.DstPort, FlowField.Protocol, FlowField.Packets, FlowField.Bytes, FlowField.Action,
                FlowField.LogStatus).ToFilterPattern(
                FlowField.SrcPort.IsAbove(1), FlowField.DstPort.IsBelow(2), FlowField.Protocol.IsAtLeast(3), FlowField.Packets.IsAtMost(4),
                FlowField.Bytes.IsNot(5), FlowField.Action.IsNot("ACCEPT"), FlowField.LogStatus.IsOneOf("OK", "NODATA")));

    [Fact]
    public void Quotes_values_with_other_characters() =>
        Assert.Equal("[interface_id=\"eni-0123456789abcdef0\", srcaddr=\"2001:db8::1\"]", FlowLogFormat.Of(FlowField.InterfaceId, FlowField.SrcAddr)
            .ToFilterPattern(
            FlowField.InterfaceId.Is("eni-0123456789abcdef0"), FlowField.SrcAddr.Is("2001:db8::1")));

    [Fact]
    public void Quotes_text_that_would_be_compared_as_a_number() =>
        Assert.Equal("[account_id=\"000123456789\", instance_id=i1, srcaddr=10.0.0.1, bytes>=-5]",
            FlowLogFormat.Of(FlowField.AccountId, FlowField.InstanceId, FlowField.SrcAddr, FlowField.Bytes).ToFilterPattern(
            FlowField.AccountId.Is("000123456789"), FlowField.InstanceId.Is("i1"), FlowField.SrcAddr.Is("10.0.0.1"), FlowField.Bytes.IsAtLeast(-5)));

    [Fact]
    public void Refuses_a_condition_on_a_field_the_format_lacks()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Of(FlowField.SrcAddr).ToFilterPattern(FlowField.Action.Is("REJECT")));
        Assert.Contains("Add ${action} to the log format", error.Message);
    }

    [Fact]
    public void Joins_two_conditions_on_one_field() =>
        Assert.Contains(", bytes>=1 && bytes<=2,", FlowLogFormat.Default.ToFilterPattern(FlowField.Bytes.IsAtLeast(1), FlowField.Bytes.IsAtMost(2)));

    [Fact]
    public void Alternatives_beside_another_condition_on_the_field_become_one_expression()
    {
        Assert.Contains(", dstport=%^22$|^80$% && dstport!=80 && dstport!=\"-\",",
            FlowLogFormat.Default.ToFilterPattern(FlowField.DstPort.IsOneOf(22, 80), FlowField.DstPort.IsNoneOf(80)));
        Assert.Contains(", srcaddr=%^2001:db8:1:1[0-9a-f]:|^2001:db8:1:2[8-9a-b]:% && srcaddr!=\"2001:db8:1:10::7\"",
            FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside("2001:db8:1:10::/60", "2001:db8:1:28::/62"),
                FlowField.SrcAddr.IsOutside("2001:db8:1:10::7")));
        Assert.Contains(", srcaddr=%^172\\.1[6-9]\\.|^172\\.2[0-9]\\.|^172\\.3[0-1]\\.|^fc|^fd% && srcaddr!=172.16.0.5 && srcaddr!=\"-\",",
            FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside("172.16.0.0/12", "fc00::/7"), FlowField.SrcAddr.IsOutside("172.16.0.5")));
    }

    [Fact]
    public void Blocks_become_the_beginnings_of_their_addresses()
    {
        Assert.Contains(", srcaddr=10.*,", FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside("10.0.0.0/8")));
        Assert.Contains(", srcaddr=10.0.4.* || srcaddr=10.0.5.* || srcaddr=10.0.6.* || srcaddr=10.0.7.*,",
            FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside("10.0.4.0/22")));
        Assert.Contains(", srcaddr!=\"2001:db8:*\" && srcaddr!=\"-\",", FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsOutside("2001:db8::/32")));
        Assert.Contains(", srcaddr=\"2001:db8::*\" || srcaddr=\"2001:db8:0:0:*\",",
            FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside("2001:db8::/64")));
        Assert.Contains(", srcaddr=\"2001:db8:1:10:*\" || srcaddr=\"2001:db8:1:11:*\",",
            FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside("2001:db8:1:10::/63")));
        Assert.Contains(", srcaddr=fc* || srcaddr=fd*,", FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside("fc00::/7")));
    }

    [Theory]
    [InlineData("2001:db8::/40")]
    [InlineData("2001:0:1::/48")]
    [InlineData("2001:db8::/80")]
    public void Refuses_a_block_that_text_cannot_tell(string block) =>
        Assert.Contains($"cannot express the block {block}",
            Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Default.ToFilterPattern(FlowField.SrcAddr.IsInside(block))).Message);

    [Fact]
    public void Refuses_a_pattern_longer_than_the_service_takes()
    {
        var ports = Enumerable.Range(1, 300).Select(port => (long)port);
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.V11.ToFilterPattern(FlowField.DstPort.IsOneOf(ports)));
        Assert.Contains("allows 1024", error.Message);
        Assert.Contains($"{FlowLogFormat.V11.Fields.Length} fields", error.Message);
    }

    [Fact]
    public void Allows_a_pattern_of_exactly_the_limit_and_then_shortens_the_names_of_free_fields()
    {
        var rest = FilterPattern.MaximumLength - FlowLogFormat.Default.ToFilterPattern().Length;
        var pattern = FlowLogFormat.Default.ToFilterPattern(FlowField.Action.Is(new string('A', rest - 1)));
        Assert.Equal(FilterPattern.MaximumLength, pattern.Length);
        Assert.StartsWith("[version, account_id,", pattern, StringComparison.Ordinal);
        Assert.StartsWith("[f1, f2,", FlowLogFormat.Default.ToFilterPattern(FlowField.Action.Is(new string('A', rest))), StringComparison.Ordinal);
        Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Default.ToFilterPattern(FlowField.Action.Is(new string('A', FilterPattern.MaximumLength))));
    }
}

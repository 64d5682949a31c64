namespace FlowLogStack.Simulation.Tests.Conversion;

public sealed class SuricataTests
{
    static string Flow(string source = "198.51.100.7", string destination = "10.0.1.5", string rest = "", string flow = "") =>
        $$"""{"timestamp":"2026-01-01T00:01:00.000000+0000","flow_id":77,"event_type":"flow","src_ip":"{{source}}","src_port":40000"""
            + $$""","dest_ip":"{{destination}}","dest_port":22,"proto":"TCP","flow":"""
            + $$"""{"pkts_toserver":12,"pkts_toclient":14,"bytes_toserver":1800,"bytes_toclient":2900,"start":"2026-01-01T01:00:01.500000+0100","end":"""
            + $$""" "2026-01-01T01:00:03.000000+0100","age":2,"state":"closed"{{flow}}}"""
            + $$""","tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"1b","state":"closed"}{{rest}}}""";

    [Fact]
    public void A_flow_has_a_record_of_each_direction()
    {
        var converted = Converted.Of(CaptureKind.Suricata, Flow() + "\n");
        Assert.Equal(
            ["198.51.100.7 10.0.1.5 40000 22 6 12 1800 1767225601 1767225603 ACCEPT 3 ingress", "10.0.1.5 198.51.100.7 22 40000 6 14 2900 1767225601 "
                + "1767225603 ACCEPT 19 egress"],
            converted.Fields("srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "tcp-flags",
                "flow-direction"));
    }

    [Fact]
    public void Events_of_other_types_are_passed_over_and_alerts_label_their_flow()
    {
        const string alert = """{"timestamp":"2026-01-01T00:00:01.000000+0000","flow_id":77,"event_type":"alert","src_ip":"198.51.100.7","dest_ip":"""
            + """ "10.0.1.5","proto":"TCP","alert":{"signature":"tried a password","category":"Attempted User Privilege Gain"}}""";
        var converted = Converted.Of(CaptureKind.Suricata, $$$"""
            {{{alert}}}
            {"timestamp":"2026-01-01T00:00:01.000000+0000","event_type":"stats","stats":{"uptime":3}}
            {{{Flow()}}}
            {{{Flow()}}}
            {{{Flow(flow: ",\"alerted\":true")}}}
            """);
        Assert.Empty(converted.Malformed);
        Assert.Equal(
            [AttackLabel.Header, "2026-01-01T00:00:01Z,2026-01-01T00:00:04Z,Attempted User Privilege Gain,10.0.1.5",
                "2026-01-01T00:00:01Z,2026-01-01T00:00:04Z,alert,10.0.1.5"],
            converted.Labels);
        Assert.Equal(6, converted.Records.Count);
    }

    [Fact]
    public void What_an_inline_sensor_dropped_is_rejected()
    {
        var converted = Converted.Of(CaptureKind.Suricata, Flow(flow: ",\"action\":\"drop\""));
        Assert.Equal(["22 REJECT"], converted.Fields("dstport", "action"));
    }

    [Theory]
    [InlineData("12", "not a Suricata event")]
    [InlineData("{\"event_type\":\"flow\"}", "no object 'flow'")]
    [InlineData("{\"event_type\":\"flow\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"src_ip\":\"x\",\"dest_ip\":\"10.0.0.1\",\"proto\":\"TCP\",\"flow\":{}}",
        "not both addresses")]
    [InlineData("{\"event_type\":\"flow\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"src_ip\":\"10.0.0.2\",\"dest_ip\":\"10.0.0.1\",\"proto\":\"TCP\","
        + "\"flow\":{\"pkts_toserver\":-1}}", "whole numbers")]
    [InlineData("{", "not valid JSON")]
    public void A_malformed_line_is_named_and_the_others_are_read(string line, string problem)
    {
        var converted = Converted.Of(CaptureKind.Suricata, $"{line}\n{Flow()}\n");
        Assert.Contains(problem, Assert.Single(converted.Malformed).Problem, StringComparison.Ordinal);
        Assert.Equal(2, converted.Records.Count);
    }
}

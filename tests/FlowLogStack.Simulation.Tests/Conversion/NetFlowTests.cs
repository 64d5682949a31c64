using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests.Conversion;

public sealed class NetFlowTests
{
    const string Nfdump = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out";

    [Fact]
    public void Rows_of_nfdump_are_read_up_to_the_summary_and_below_another_header()
    {
        var converted = Converted.Of(CaptureKind.NetFlow, $"""
            {Nfdump}
            2026-01-01 00:00:01,2026-01-01 00:00:03,2.000,10.0.1.5,203.0.113.80,40000,443,TCP,...AP.SF,0,0,10,920,0,0,1,2
            2026-01-01 00:00:01,2026-01-01 00:00:03,2.000,203.0.113.80,10.0.1.5,443,40000,TCP,...AP.SF,0,0,12,5500,0,0,2,1
            2026-01-01 00:00:05,2026-01-01 00:00:05,0.000,10.0.1.5,203.0.113.81,0,8.0,ICMP,........,0,0,1,84,0,0,1,2
            Summary
            flows,bytes,packets,avg_bps,avg_pps,avg_bpp
            3,6504,23,1000,2,200
            {Nfdump}
            2026-01-01 00:00:09,2026-01-01 00:00:09,0.000,198.51.100.7,10.0.1.5,40000,22,TCP,......S.,130,0,1,40,0,0,1,2
            """);
        Assert.Empty(converted.Malformed);
        Assert.Equal(
            ["40000 443 6 10 920 1767225601 1767225603 ACCEPT 3 egress", "443 40000 6 12 5500 1767225601 1767225603 ACCEPT 19 ingress",
                "0 0 1 1 84 1767225605 1767225605 ACCEPT 0 egress", "40000 22 6 1 40 1767225609 1767225609 REJECT 2 ingress"],
            converted.Fields("srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "tcp-flags", "flow-direction"));
    }

    [Theory]
    [InlineData("flowStartMilliseconds,flowEndMilliseconds,sourceIPv4Address,sourceIPv6Address,destinationIPv4Address,destinationIPv6Address,"
        + "sourceTransportPort,destinationTransportPort,protocolIdentifier,packetDeltaCount,octetDeltaCount,tcpControlBits,reversePacketDeltaCount,"
        + "reverseOctetDeltaCount,reverseTcpControlBits", "1767225601000,1767225603000,10.0.1.5,::,203.0.113.80,,40000,443,6,10,920,0x1b,12,5500,27")]
    [InlineData("FIRST SEEN,duration,proto,src_addr,src_port,dst_addr,dst_port,packets,bytes,out pkts,out bytes,flags,server tcp flags",
        "2026-01-01T00:00:01Z,2,tcp,10.0.1.5,40000,203.0.113.80,443,10,920,12,5500,27,27")]
    [InlineData("start,end,srcaddr,dstaddr,srcport,dstport,protocol,packets,bytes,tcp-flags,OUT_PKTS,OUT_BYTES,SERVER_TCP_FLAGS",
        "1767225601,1767225603,10.0.1.5,203.0.113.80,40000,443,6,10,920,3,12,5500,19")]
    public void Names_of_information_elements_exporters_and_flow_log_fields_mean_the_same(string header, string row)
    {
        var converted = Converted.Of(CaptureKind.NetFlow, $"{header}\n{row}\n");
        Assert.Empty(converted.Malformed);
        Assert.Equal(
            ["10.0.1.5 203.0.113.80 40000 443 10 920 1767225601 1767225603 3", "203.0.113.80 10.0.1.5 443 40000 12 5500 1767225601 1767225603 19"],
            converted.Fields("srcaddr", "dstaddr", "srcport", "dstport", "packets", "bytes", "start", "end", "tcp-flags"));
    }

    [Theory]
    [InlineData("firewallEvent", "3")]
    [InlineData("forwardingStatus", "128")]
    [InlineData("action", "drop")]
    public void What_the_exporter_dropped_is_rejected(string column, string value)
    {
        var converted = Converted.Of(CaptureKind.NetFlow, $"ts,sa,da,sp,dp,pr,ipkt,ibyt,{column}\n1767225601,10.0.1.5,203.0.113.80,40000,443,6,1,40,{value}\n");
        Assert.Equal(["REJECT"], converted.Fields("action"));
    }

    [Fact]
    public void Labels_are_kept_and_the_detailed_one_comes_first()
    {
        var converted = Converted.Of(CaptureKind.NetFlow, """
            ts,sa,da,sp,dp,pr,ipkt,ibyt,Label,Attack
            1767225601,198.51.100.7,10.0.1.5,40000,22,6,1,40,1,"Brute, force"
            1767225601,198.51.100.7,10.0.1.5,40000,443,6,1,40,0,Benign
            """);
        Assert.Equal([AttackLabel.Header, "2026-01-01T00:00:01Z,2026-01-01T00:00:02Z,\"Brute, force\",10.0.1.5"], converted.Labels);
    }

    [Theory]
    [InlineData("1,2", "2 columns, and the row of names has 8")]
    [InlineData("soon,10.0.1.5,203.0.113.80,1,2,6,1,40", "Start 'soon' is not a time")]
    [InlineData("1767225601,10.0.1,203.0.113.80,1,2,6,1,40", "source '10.0.1' is not an address")]
    [InlineData("1767225601,10.0.1.5,203.0.113.80,1,2,quick,1,40", "'quick' is not a known protocol")]
    [InlineData("1767225601,10.0.1.5,203.0.113.80,1,2,6,1,many", "Bytes 'many' is not a whole number")]
    [InlineData("1767225601,\"10.0.1.5,203.0.113.80,1,2,6,1,40", "quotation mark")]
    public void A_malformed_line_is_named_and_the_others_are_read(string row, string problem)
    {
        var converted = Converted.Of(CaptureKind.NetFlow, $"ts,sa,da,sp,dp,pr,ipkt,ibyt\n{row}\n1767225601,10.0.1.5,203.0.113.80,1,2,6,1,40\n");
        var (line, what) = Assert.Single(converted.Malformed);
        Assert.Equal(2, line);
        Assert.Contains(problem, what, StringComparison.Ordinal);
        Assert.Single(converted.Records);
    }

    [Fact]
    public void Refuses_a_text_without_a_row_of_names()
    {
        var e = Assert.Throws<UnreadableObjectException>(() => Converted.Of(CaptureKind.NetFlow, "{\"event_type\":\"flow\"}\n"));
        Assert.Contains("does not name the columns", e.Message, StringComparison.Ordinal);
    }
}

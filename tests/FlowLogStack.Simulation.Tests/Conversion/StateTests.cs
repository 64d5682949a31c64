using System.Text;

namespace FlowLogStack.Simulation.Tests.Conversion;

/// <summary>The records of each state that connection logs have, as captured and as behind a security group that allows the ports in use.</summary>
public sealed class StateTests
{
    const string None = "";
    const string Request = "ingress ACCEPT 2";
    const string Rejected = "ingress REJECT 2";

    // The state, the record of each direction as captured, and both with a security group. A port is in use if the host completed the connection.
    public static TheoryData<string, string, string, string> ZeekStates => new()
    {
        { "S0", Request, None, Rejected },
        { "S1", Request, "egress ACCEPT 18", $"{Request}|egress ACCEPT 18" },
        { "SF", "ingress ACCEPT 3", "egress ACCEPT 19", "ingress ACCEPT 3|egress ACCEPT 19" },
        { "REJ", Request, "egress ACCEPT 4", Rejected },
        { "S2", "ingress ACCEPT 3", "egress ACCEPT 18", "ingress ACCEPT 3|egress ACCEPT 18" },
        { "S3", Request, "egress ACCEPT 19", $"{Request}|egress ACCEPT 19" },
        { "RSTO", "ingress ACCEPT 6", "egress ACCEPT 18", "ingress ACCEPT 6|egress ACCEPT 18" },
        { "RSTR", Request, "egress ACCEPT 22", $"{Request}|egress ACCEPT 22" },
        { "RSTOS0", "ingress ACCEPT 6", None, "ingress REJECT 6" },
        { "RSTRH", "ingress ACCEPT 0", "egress ACCEPT 22", "ingress ACCEPT 0|egress ACCEPT 22" },
        { "SH", "ingress ACCEPT 3", None, "ingress REJECT 3" },
        { "SHR", "ingress ACCEPT 0", "egress ACCEPT 19", "ingress ACCEPT 0|egress ACCEPT 19" },
        { "OTH", "ingress ACCEPT -", "egress ACCEPT -", "ingress REJECT -" },
    };

    [Theory]
    [MemberData(nameof(ZeekStates))]
    public void Each_state_of_Zeek_has_the_flags_of_its_directions(string state, string there, string back, string behindGroup)
    {
        const string Addresses = """ "id.orig_h":"198.51.100.7","id.orig_p":40000,"id.resp_h":"10.0.1.5","id.resp_p":22 """;
        var counts = $""" "orig_pkts":1,"orig_ip_bytes":44,"resp_pkts":{(back.Length > 0 ? 1 : 0)},"resp_ip_bytes":40 """;
        var line = $$"""{"ts":1767225601,{{Addresses}},"proto":"tcp","conn_state":"{{state}}",{{counts}}}""";
        Holds(CaptureKind.Zeek, line, there, back, behindGroup);
    }

    // Flags of the client and of the server, as Suricata writes them in hexadecimal.
    public static TheoryData<string, string, string, string, string> SuricataStates => new()
    {
        { "02", "", Request, None, Rejected },
        { "02", "14", Request, "egress ACCEPT 4", Rejected },
        { "12", "12", Request, "egress ACCEPT 18", $"{Request}|egress ACCEPT 18" },
        { "1b", "1b", "ingress ACCEPT 3", "egress ACCEPT 19", "ingress ACCEPT 3|egress ACCEPT 19" },
        { "1a", "1e", Request, "egress ACCEPT 22", $"{Request}|egress ACCEPT 22" },
        { "1e", "1a", "ingress ACCEPT 6", "egress ACCEPT 18", "ingress ACCEPT 6|egress ACCEPT 18" },
        { "06", "", "ingress ACCEPT 6", None, "ingress REJECT 6" },
        { "18", "18", "ingress ACCEPT 0", "egress ACCEPT 0", "ingress ACCEPT 0|egress ACCEPT 0" },
        { "18", "1c", "ingress ACCEPT 0", "egress ACCEPT 4", "ingress ACCEPT 0|egress ACCEPT 4" },
    };

    [Theory]
    [MemberData(nameof(SuricataStates))]
    public void Each_pair_of_flags_of_Suricata_has_those_of_its_directions(string client, string server, string there, string back, string behindGroup)
    {
        var packets = server.Length > 0 ? 1 : 0;
        const string Addresses = """ "src_ip":"198.51.100.7","src_port":40000,"dest_ip":"10.0.1.5","dest_port":22,"proto":"TCP" """;
        var counts = $""" "pkts_toserver":1,"pkts_toclient":{packets},"bytes_toserver":44,"bytes_toclient":{packets * 40} """;
        var flags = $""" "tcp_flags_ts":"{client}","tcp_flags_tc":"{(server.Length > 0 ? server : "00")}" """;
        var line = $$$"""{"timestamp":"2026-01-01T00:00:01Z","event_type":"flow",{{{Addresses}}},"flow":{{{{counts}}}},"tcp":{{{{flags}}}}}""";
        Holds(CaptureKind.Suricata, line, there, back, behindGroup);
    }

    // Flags of the row of each direction; the second row is missing without flags.
    public static TheoryData<string, string, string, string, string> NetFlowStates => new()
    {
        { "......S.", "", Request, None, Rejected },
        { "......S.", "...A.R..", Request, "egress ACCEPT 4", Rejected },
        { "......S.", ".....R..", Request, "egress ACCEPT 4", Rejected },
        { "2", "20", Request, "egress ACCEPT 4", Rejected },
        { "0x02", "0x14", Request, "egress ACCEPT 4", Rejected },
        { "...A..S.", "...A..S.", Request, "egress ACCEPT 18", $"{Request}|egress ACCEPT 18" },
        { "...AP.SF", "...AP.SF", "ingress ACCEPT 3", "egress ACCEPT 19", "ingress ACCEPT 3|egress ACCEPT 19" },
        { "...AP.S.", "...APRS.", Request, "egress ACCEPT 22", $"{Request}|egress ACCEPT 22" },
        { "...APRS.", "...AP.S.", "ingress ACCEPT 6", "egress ACCEPT 18", "ingress ACCEPT 6|egress ACCEPT 18" },
        { "...AP...", "...AP...", "ingress ACCEPT 0", "egress ACCEPT 0", "ingress ACCEPT 0|egress ACCEPT 0" },
        { "...AP..F", "...AP..F", "ingress ACCEPT 1", "egress ACCEPT 1", "ingress ACCEPT 1|egress ACCEPT 1" },
    };

    [Theory]
    [MemberData(nameof(NetFlowStates))]
    public void Rows_of_one_direction_have_the_flags_of_both_and_no_reset_of_a_host_that_received_nothing(string client, string server, string there,
        string back, string behindGroup)
    {
        var rows = $"ts,sa,da,sp,dp,pr,flg,ipkt,ibyt\n1767225601,198.51.100.7,10.0.1.5,40000,22,6,{client},1,44\n";
        if (server.Length > 0)
            rows += $"1767225601,10.0.1.5,198.51.100.7,22,40000,6,{server},1,40\n";
        Holds(CaptureKind.NetFlow, rows, there, back, behindGroup);
    }

    [Theory]
    [MemberData(nameof(NetFlowStates))]
    public void Rows_with_counters_of_both_directions_have_the_records_of_two_rows(string client, string server, string there, string back,
        string behindGroup)
    {
        var packets = server.Length > 0 ? 1 : 0;
        var row = $"ts,sa,da,sp,dp,pr,flg,ipkt,ibyt,opkt,obyt,reverseTcpControlBits\n"
            + $"1767225601,198.51.100.7,10.0.1.5,40000,22,6,{client},1,44,{packets},{packets * 40},{server}\n";
        Holds(CaptureKind.NetFlow, row, there, back, behindGroup);
    }

    [Fact]
    public void A_reset_of_a_port_in_use_and_the_reset_of_a_client_keep_their_records()
    {
        const string Rows = """
            ts,sa,da,sp,dp,pr,flg,ipkt,ibyt
            1767225601,198.51.100.7,10.0.1.5,40000,22,6,...A..S.,1,44
            1767225601,10.0.1.5,198.51.100.7,22,40000,6,...A..S.,1,40
            1767225701,10.0.1.5,198.51.100.7,22,40000,6,...A.R..,1,40
            1767225801,10.0.1.5,203.0.113.80,50000,443,6,...A.R..,1,40
            """;
        Assert.Equal(["22 2", "40000 18", "40000 4", "443 4"], Rejecting(CaptureKind.NetFlow, Rows).Fields("dstport", "tcp-flags"));
    }

    static void Holds(CaptureKind kind, string text, string there, string back, string behindGroup)
    {
        string[] captured = back.Length > 0 ? [there, back] : [there];
        Assert.Equal(captured, Converted.Of(kind, text).Fields("flow-direction", "action", "tcp-flags"));
        Assert.Equal(behindGroup.Split('|'), Rejecting(kind, text).Fields("flow-direction", "action", "tcp-flags"));
    }

    static Converted Rejecting(CaptureKind kind, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var ports = new PortsInUse(kind);
        ports.Read(new MemoryStream(bytes), "capture");
        return Converted.Of(kind, bytes, new CaptureOptions { Unanswered = UnansweredTraffic.Reject, PortsInUse = ports });
    }
}

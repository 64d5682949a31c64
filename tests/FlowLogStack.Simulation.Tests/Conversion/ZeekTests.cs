using System.Globalization;
using System.IO.Compression;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests.Conversion;

public sealed class ZeekTests
{
    const string Columns =
        "ts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\thistory\torig_pkts\torig_ip_bytes"
            + "\tresp_pkts\tresp_ip_bytes";
    const string Head = "#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n";

    static string Log(params string[] lines) => Head + "#fields\t" + Columns + "\n#types\ttime\n" + string.Join('\n', lines)
        + "\n#close\t2026-01-01-00-00-00\n";

    static string Line(double ts, string orig, int origPort, string resp, int respPort, string proto = "tcp", string duration = "2.0", string state = "SF",
        string history = "ShADadFf", string orig2 = "10\t920", string resp2 = "12\t5500") =>
        string.Create(CultureInfo.InvariantCulture,
            $"{ts:F6}\tC1\t{orig}\t{origPort}\t{resp}\t{respPort}\t{proto}\t-\t{duration}\t500\t5000\t{state}\t{history}\t{orig2}\t{resp2}");

    [Fact]
    public void A_connection_to_the_outside_has_a_record_of_each_direction_at_the_hosts_interface()
    {
        var converted = Converted.Of(CaptureKind.Zeek, Log(Line(1767225601.5, "10.0.1.5", 40000, "203.0.113.80", 443)));
        Assert.Equal(
            ["10.0.1.5 203.0.113.80 40000 443 6 10 920 1767225601 1767225603 ACCEPT 3 egress", "203.0.113.80 10.0.1.5 443 40000 6 12 5500 1767225601 "
                + "1767225603 ACCEPT 19 ingress"],
            converted.Fields("srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "tcp-flags",
                "flow-direction"));
        Assert.Single(converted.Fields("interface-id").Distinct());
        Assert.Empty(converted.Malformed);
    }

    [Fact]
    public void A_connection_between_monitored_hosts_has_records_at_both_interfaces()
    {
        var converted = Converted.Of(CaptureKind.Zeek, Log(Line(1767225601, "10.0.1.5", 40000, "10.0.2.9", 5432)));
        Assert.Equal(["10.0.1.5 egress", "10.0.1.5 ingress", "10.0.2.9 egress", "10.0.2.9 ingress"], converted.Fields("srcaddr", "flow-direction")
            .Order(StringComparer.Ordinal));
        Assert.Equal(2, converted.Fields("interface-id").Distinct().Count());
    }

    [Fact]
    public void A_long_connection_is_cut_into_aggregation_intervals_whose_sums_are_its_own()
    {
        // From 30 seconds before a minute to 30 seconds after the third one after it.
        var converted = Converted.Of(CaptureKind.Zeek, Log(Line(1767225630, "10.0.1.5", 40000, "203.0.113.80", 443, duration: "180", orig2: "10\t1001",
            resp2: "2\t100")));
        var sent = converted.Fields("flow-direction", "packets", "bytes", "start", "end", "tcp-flags")
            .Where(record => record.StartsWith("egress", StringComparison.Ordinal)).Select(record => record.Split(' ')).ToList();
        Assert.Equal(4, sent.Count);
        Assert.Equal((10, 1001), (sent.Sum(record => int.Parse(record[1])), sent.Sum(record => int.Parse(record[2]))));
        Assert.Equal(["1767225630 1767225659 2", "1767225660 1767225719 0", "1767225720 1767225779 0", "1767225780 1767225810 1"],
            sent.Select(record => string.Join(' ', record[3..])));
        // Two packets are in at most two intervals.
        Assert.Equal(2, converted.Fields("flow-direction").Count(direction => direction == "ingress"));
        Assert.Equal(6, converted.Records.Count);
        Assert.Equal(2, Converted.Of(CaptureKind.Zeek, Log(Line(1767225630, "10.0.1.5", 40000, "203.0.113.80", 443, duration: "180")),
            new CaptureOptions { AggregationInterval = TimeSpan.FromSeconds(600) }).Records.Count);
    }

    [Theory]
    [InlineData("S0", "S", "2", null)]
    [InlineData("REJ", "Sr", "2", "4")]
    [InlineData("SF", "ShADadFf", "3", "19")]
    [InlineData("RSTO", "ShADadR", "6", "18")]
    [InlineData("OTH", "^hADr", "0", "22")]
    [InlineData("S0", "-", "2", null)]
    [InlineData("RSTR", "-", "2", "22")]
    [InlineData("OTH", "Dd", "0", "0")]
    public void Flags_come_from_the_history_or_from_what_the_state_implies(string state, string history, string flags, string? answer)
    {
        var converted = Converted.Of(CaptureKind.Zeek, Log(Line(1767225601, "198.51.100.7", 40000, "10.0.1.5", 22, state: state, history: history,
            orig2: "3\t180", resp2: answer is null ? "0\t0" : "2\t120")));
        Assert.Equal(answer is null ? [flags] : [flags, answer], converted.Fields("tcp-flags"));
    }

    [Fact]
    public void Connections_from_outside_that_are_not_completed_are_rejected_without_an_answer_where_the_option_says_so()
    {
        var log = Log(
            Line(1767225601, "198.51.100.7", 40000, "10.0.1.5", 3306, state: "S0", history: "S", orig2: "1\t44", resp2: "0\t0"),
            Line(1767225602, "198.51.100.7", 40001, "10.0.1.5", 23, state: "REJ", history: "Sr", orig2: "1\t44", resp2: "1\t40"),
            Line(1767225603, "198.51.100.7", 40002, "10.0.1.5", 22),
            Line(1767225604, "10.0.1.5", 40003, "198.51.100.9", 80, state: "S0", history: "S", orig2: "1\t44", resp2: "0\t0"));
        Assert.Equal(["3306 ACCEPT", "23 ACCEPT", "40001 ACCEPT", "22 ACCEPT", "40002 ACCEPT", "80 ACCEPT"], Converted.Of(CaptureKind.Zeek, log)
            .Fields("dstport", "action"));
        Assert.Equal(
            ["3306 REJECT", "23 REJECT", "22 ACCEPT", "40002 ACCEPT", "80 ACCEPT"],
            Converted.Of(CaptureKind.Zeek, log, new CaptureOptions { Unanswered = UnansweredTraffic.Reject }).Fields("dstport", "action"));
    }

    [Fact]
    public void With_the_ports_in_use_a_connection_from_outside_is_rejected_only_at_other_ports()
    {
        var log = Log(
            Line(1767225601, "198.51.100.7", 40000, "10.0.1.5", 3306, state: "S0", history: "S", orig2: "1\t44", resp2: "0\t0"),
            Line(1767225602, "198.51.100.7", 40001, "10.0.1.5", 22, state: "S0", history: "S", orig2: "1\t44", resp2: "0\t0"),
            Line(1767225603, "198.51.100.8", 40002, "10.0.1.5", 22),
            Line(1767225604, "198.51.100.8", 40003, "10.0.1.6", 22, state: "REJ", history: "Sr", orig2: "1\t44", resp2: "1\t40"));
        var ports = new PortsInUse(CaptureKind.Zeek);
        ports.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(log)), "conn.log");
        Assert.Equal(1, ports.Count);
        Assert.Equal(
            ["10.0.1.5 3306 REJECT", "10.0.1.5 22 ACCEPT", "10.0.1.5 22 ACCEPT", "198.51.100.8 40002 ACCEPT", "10.0.1.6 22 REJECT"],
            Converted.Of(CaptureKind.Zeek, log, new CaptureOptions { Unanswered = UnansweredTraffic.Reject, PortsInUse = ports })
                .Fields("dstaddr", "dstport", "action"));
    }

    [Fact]
    public void Labels_that_are_joined_with_blanks_are_kept_and_ordinary_ones_are_not()
    {
        var log = Head + "#fields\t" + Columns + "\ttunnel_parents   label   detailed-label\n"
            + Line(1767225600, "10.0.1.5", 40000, "203.0.113.80", 6667) + "\t-   Malicious   C&C\n"
            + Line(1767225800, "10.0.1.5", 40000, "203.0.113.80", 6667) + "\t-   Malicious   C&C\n"
            + Line(1767226500, "10.0.1.5", 40000, "203.0.113.80", 6667) + "\t(empty)   Malicious   C&C\n"
            + Line(1767226500, "198.51.100.7", 40000, "10.0.1.5", 22) + "\t-   Malicious   -\n"
            + Line(1767226501, "10.0.1.5", 40001, "203.0.113.80", 443) + "\t-   Benign   -\n";
        var converted = Converted.Of(CaptureKind.Zeek, log);
        Assert.Empty(converted.Malformed);
        Assert.Equal(
            [AttackLabel.Header, "2026-01-01T00:00:00Z,2026-01-01T00:03:23Z,C&C,10.0.1.5", "2026-01-01T00:15:00Z,2026-01-01T00:15:03Z,C&C,10.0.1.5",
                "2026-01-01T00:15:00Z,2026-01-01T00:15:03Z,Malicious,10.0.1.5"],
            converted.Labels);
    }

    [Theory]
    [InlineData("1767225601.5")]
    [InlineData("\"2026-01-01T00:00:01.500000Z\"")]
    [InlineData("1767225601500")]
    public void JSON_gives_what_tab_separated_values_give(string ts)
    {
        var json = $$"""{"ts":{{ts}},"uid":"C1","id.orig_h":"10.0.1.5","id.orig_p":40000,"id.resp_h":"203.0.113.80","id.resp_p":443"""
            + $$""","proto":"tcp","duration":2.0,"orig_bytes":500,"resp_bytes":5000,"conn_state":"SF","history":"ShADadFf","orig_pkts":10"""
            + $$""","orig_ip_bytes":920,"resp_pkts":12,"resp_ip_bytes":5500}""";
        Assert.Equal(
            Converted.Of(CaptureKind.Zeek, Log(Line(1767225601.5, "10.0.1.5", 40000, "203.0.113.80", 443))).Records,
            Converted.Of(CaptureKind.Zeek, json + "\n").Records);
    }

    [Fact]
    public void ICMP_has_no_ports_and_is_told_by_the_family()
    {
        var converted = Converted.Of(
            CaptureKind.Zeek,
            Log(Line(1767225601, "10.0.1.5", 8, "203.0.113.80", 0, "icmp", history: "-", state: "OTH"),
                Line(1767225601, "fd12::5", 128, "2001:db8::9", 129, "icmp", history: "-", state: "OTH")));
        Assert.Equal(["0 0 1 IPv4", "0 0 1 IPv4", "0 0 58 IPv6", "0 0 58 IPv6"], converted.Fields("srcport", "dstport", "protocol", "type"));
    }

    [Fact]
    public void Bytes_of_packets_that_are_not_logged_are_the_payload_and_headers()
    {
        var converted = Converted.Of(CaptureKind.Zeek, Log(Line(1767225601, "10.0.1.5", 40000, "203.0.113.80", 443, orig2: "10\t-", resp2: "-\t-")));
        Assert.Equal(["10 900", "1 5040"], converted.Fields("packets", "bytes"));
    }

    [Fact]
    public void Gzip_is_read()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Log(Line(1767225601, "10.0.1.5", 40000, "203.0.113.80", 443))));
        Assert.Equal(2, Converted.Of(CaptureKind.Zeek, compressed.ToArray()).Records.Count);
    }

    [Fact]
    public void Connections_of_unmonitored_addresses_are_counted_until_their_block_is_named()
    {
        var log = Log(Line(1767225601, "198.51.100.7", 40000, "203.0.113.80", 443));
        var without = Converted.Of(CaptureKind.Zeek, log);
        Assert.Equal((0, 1, 1), (without.Records.Count, without.Connections, without.Unmonitored));
        var with = Converted.Of(CaptureKind.Zeek, log, new CaptureOptions { Network = new MonitoredNetwork { InternalRanges = ["203.0.113.0/24"] } });
        Assert.Equal(["ingress", "egress"], with.Fields("flow-direction"));
    }

    [Theory]
    [InlineData("not a line", "1 columns")]
    [InlineData("1767225601\tC\t10.0.1.500\t1\t203.0.113.8\t2\ttcp\t-\t1\t1\t1\tSF\tS\t1\t1\t1\t1", "'10.0.1.500' is not an address")]
    [InlineData("yesterday\tC\t10.0.1.5\t1\t203.0.113.8\t2\ttcp\t-\t1\t1\t1\tSF\tS\t1\t1\t1\t1", "'yesterday' is not a time")]
    [InlineData("1767225601\tC\t10.0.1.5\t1\t203.0.113.8\t70000\ttcp\t-\t1\t1\t1\tSF\tS\t1\t1\t1\t1", "'70000' are not both numbers")]
    [InlineData("1767225601\tC\t10.0.1.5\t1\t203.0.113.8\t2\ttcp\t-\t9999999\t1\t1\tSF\tS\t1\t1\t1\t1", "longer than 31 days")]
    [InlineData("1767225601\tC\t10.0.1.5\t1\t203.0.113.8\t2\ttcp\t-\t1\t1\t1\tSF\tS\t-1\t1\t1\t1", "not whole numbers")]
    [InlineData("{\"ts\":1}", "has no 'id.orig_h'")]
    [InlineData("{broken", "not valid JSON")]
    public void A_malformed_line_is_named_and_the_others_are_read(string line, string problem)
    {
        var converted = Converted.Of(CaptureKind.Zeek, Log(Line(1767225601, "10.0.1.5", 40000, "203.0.113.80", 443), line,
            Line(1767225602, "10.0.1.5", 40001, "203.0.113.80", 443)));
        var (number, what) = Assert.Single(converted.Malformed);
        Assert.Equal(9, number);
        Assert.Contains(problem, what, StringComparison.Ordinal);
        Assert.Equal(4, converted.Records.Count);
    }

    [Theory]
    [InlineData("#separator \\x09\n#path\tdns\n", "'dns'")]
    [InlineData("#fields\tts\tuid\n", "lacks id.orig_h, id.orig_p, id.resp_h, id.resp_p, proto")]
    public void Refuses_a_log_that_has_no_connections(string text, string problem)
    {
        var e = Assert.Throws<UnreadableObjectException>(() => Converted.Of(CaptureKind.Zeek, text));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("capture:", e.Message, StringComparison.Ordinal);
    }
}

namespace FlowLogStack.Cli.Tests;

public sealed class ConvertTests : IDisposable
{
    const string NetFlow = """
        ts,sa,da,sp,dp,pr,flg,ipkt,ibyt,label
        1767225601,198.51.100.7,10.0.1.5,40000,22,6,.A..S.,3,180,Brute
        1767225602,10.0.1.5,198.51.100.7,22,40000,6,.A..S.,3,180,Brute
        """;

    const string Zeek = """{"ts":1767225601.5,"id.orig_h":"10.0.1.5","id.orig_p":40000,"id.resp_h":"203.0.113.80","id.resp_p":443"""
        + ""","proto":"tcp","duration":2.0,"conn_state":"SF","history":"ShADadFf","orig_pkts":10"""
        + ""","orig_ip_bytes":920,"resp_pkts":12,"resp_ip_bytes":5500}""" + "\n";

    const string Suricata = """{"event_type":"flow","src_ip":"10.0.1.5","dest_ip":"203.0.113.80","src_port":1,"dest_port":2,"proto":"TCP","flow":"""
        + """{"pkts_toserver":1,"pkts_toclient":1,"bytes_toserver":40,"bytes_toclient":40,"start":"2026-01-01T00:00:00+0000"}"""
        + ""","tcp":{"tcp_flags_ts":"02","tcp_flags_tc":"12"}}""" + "\n";

    readonly string directory = Directory.CreateTempSubdirectory("flowlogs-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    string In(string name) => Path.Combine(directory, name);

    string File(string name, string text)
    {
        System.IO.File.WriteAllText(In(name), text);
        return In(name);
    }

    [Theory]
    [InlineData("zeek", Zeek)]
    [InlineData("suricata", Suricata)]
    [InlineData("netflow", NetFlow)]
    public void Converts_logs_to_records_that_parse_reads_whole(string kind, string text)
    {
        var run = Command.Run(["generate", "--from", kind, File("capture", text)]);
        Assert.Equal((0, "", 3), (run.ExitCode, run.Errors, run.Lines.Length));
        var parsed = Command.Run(["parse"], run.Output);
        Assert.Equal((0, "", 2), (parsed.ExitCode, parsed.Errors, parsed.Lines.Length));
        Assert.Equal(run.Output, Command.Run(["generate", "--from", kind], text).Output);
    }

    [Fact]
    public void Writes_labels_that_an_evaluation_reads()
    {
        // An alarm is evaluated until the last record has arrived.
        var run = Command.Run(["generate", "--from", "netflow",
            File("capture.csv", NetFlow + "\n1767227400,10.0.1.5,203.0.113.80,40000,443,6,....S.,1,40,Benign\n"), "--labels",
                In("labels.csv"), "--output-file", In("records.log.gz")]);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Errors));
        Assert.Equal(["start,end,kind,host", "2026-01-01T00:00:01Z,2026-01-01T00:00:03Z,Brute,10.0.1.5"], System.IO.File.ReadAllLines(In("labels.csv")));
        var scores = Command.Run(["detections", "--evaluate", In("labels.csv"), In("records.log.gz"), "-o", "csv"]);
        Assert.Equal(0, scores.ExitCode);
        Assert.Contains(scores.Lines, line => line.StartsWith("RemoteAccessAccepted,high,1,1,1.000,1,1,1.000", StringComparison.Ordinal));
    }

    [Fact]
    public void Rejects_connections_to_ports_that_no_host_uses_in_rows_of_one_direction()
    {
        var capture = File("capture.csv", NetFlow + """

            1767225603,198.51.100.8,10.0.1.5,40000,22,6,....S.,1,44,-
            1767225604,198.51.100.8,10.0.1.5,40001,3306,6,....S.,1,44,-
            1767225604,10.0.1.5,198.51.100.8,3306,40001,6,.A.R..,1,40,-
            1767225605,10.0.1.5,203.0.113.53,50000,53,17,......,1,60,-
            1767225605,203.0.113.53,10.0.1.5,53,50000,17,......,1,90,-
            """);
        var run = Command.Run(["generate", "--from", "netflow", capture, "--unanswered", "reject", "--format", "srcaddr dstport action"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(["198.51.100.8 3306 REJECT"], run.Lines.Where(line => line.EndsWith("REJECT", StringComparison.Ordinal)));
        Assert.Contains("198.51.100.8 22 ACCEPT", run.Lines);
        Assert.Contains("203.0.113.53 50000 ACCEPT", run.Lines);
        var piped = Command.Run(["generate", "--from", "netflow", "--unanswered", "reject"], NetFlow);
        Assert.Equal((2, ""), (piped.ExitCode, piped.Output));
        Assert.Contains("standard input can be read only once. Write it to a file", piped.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Warns_where_the_log_has_no_flags_and_the_format_does()
    {
        var capture = File("capture.csv", "ts,sa,da,sp,dp,pr,ipkt,ibyt\n1767225601,198.51.100.7,10.0.1.5,40000,22,6,3,180\n");
        Assert.Contains("1 TCP connections have no flags", Command.Run(["generate", "--from", "netflow", capture]).Errors, StringComparison.Ordinal);
        Assert.Equal("", Command.Run(["generate", "--from", "netflow", capture, "--format", "default"]).Errors);
    }

    [Fact]
    public void Names_ten_malformed_lines_counts_the_others_and_converts_the_rest()
    {
        var run = Command.Run(["generate", "--from", "netflow", "--format", "srcaddr dstport"], NetFlow + "\n"
            + string.Concat(Enumerable.Repeat("broken\n", 25)));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["srcaddr dstport", "198.51.100.7 22", "10.0.1.5 40000"], run.Lines);
        Assert.Equal(11, run.Errors.Trim().Split('\n').Length);
        Assert.Contains("stdin:4: it has 1 columns", run.Errors, StringComparison.Ordinal);
        Assert.Contains("15 more malformed lines; 25 in total", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Fails_where_no_address_is_monitored_and_leaves_no_file()
    {
        var capture = File("capture.csv", NetFlow.Replace("10.0.1.5", "203.0.113.5", StringComparison.Ordinal));
        var run = Command.Run(["generate", "--from", "netflow", capture, "--output-file", In("records.log")]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("none of 2 connections has an address of the monitored network. Add its public addresses with --inside", run.Errors,
            StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(In("records.log")));
        Assert.Equal(0, Command.Run(["generate", "--from", "netflow", capture, "--inside", "203.0.113.0/24"]).ExitCode);
    }

    [Theory]
    [InlineData("--rate and --from zeek exclude each other", "--from", "zeek", "--rate", "2/s")]
    [InlineData("The labels of the logs are written by --labels FILE.", "--from", "zeek", "--truth", "t.csv")]
    [InlineData("--from must be zeek, suricata or netflow, but is 'pcap'", "--from", "pcap")]
    [InlineData("'conn.log' is a file, and traffic is generated from scenarios. Add --from", "conn.log")]
    [InlineData("--labels requires --from", "--labels", "l.csv")]
    [InlineData("'10.0.0.0/99' is not a CIDR block", "--from", "zeek", "--inside", "10.0.0.0/99")]
    [InlineData("has fields of transit gateway records", "--from", "zeek", "--format", "transit-gateway")]
    public void Refuses_what_does_not_belong_together(string message, params string[] arguments)
    {
        var run = Command.Run(["generate", .. arguments], Zeek);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_another_kind_fails_and_the_next_one_is_converted()
    {
        var run = Command.Run(["generate", "--from", "netflow", File("eve.json", Suricata), File("capture.csv", NetFlow)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("eve.json:1: its first line does not name the columns", run.Errors, StringComparison.Ordinal);
        Assert.Equal(3, run.Lines.Length);
    }
}

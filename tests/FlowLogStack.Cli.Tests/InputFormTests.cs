using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>Every verb reads flow logs in all forms that AWS and its tools produce.</summary>
public sealed class InputFormTests : IDisposable
{
    const string Stream = "eni-1235b8ca123456789-all";

    static readonly string[] Events = [Samples.Accepted, Samples.Rejected, Samples.NoData];

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    static string Json(IEnumerable<string> lines) => string.Join(',',
        lines.Select((line, index) => $$"""{"id":"{{index}}","timestamp":{{1418530010000 + index}},"message":"{{line}}"}"""));

    static string Row(string line) =>
        $$"""[{"field":"@timestamp","value":"2014-12-14 04:06:50.000"},{"field":"@message","value":"{{line}}"},{"field":"@ptr","value":"x"}]""";

    static string Envelope(params string[] lines) =>
        $$"""{"messageType":"DATA_MESSAGE","owner":"123456789010","logGroup":"g","logStream":"{{Stream}}","subscriptionFilters":["f"]"""
            + $$""","logEvents":[{{Json(lines)}}]}""";

    static byte[] Gzip(params byte[][] members)
    {
        var whole = new MemoryStream();
        foreach (var member in members)
        {
            using var gzip = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(member);
        }

        return whole.ToArray();
    }

    static byte[] Zstd(string text)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(Encoding.UTF8.GetBytes(text)).ToArray();
    }

    static string Lines(params string[] lines) => string.Join('\n', lines) + "\n";

    static string Pretty(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!.ToString();

    static byte[] Of(string form) => form switch
    {
        "lines" => Encoding.UTF8.GetBytes(Lines(Events)),
        "header" => Encoding.UTF8.GetBytes(Lines([Samples.Header, .. Events])),
        "crlf" => Encoding.UTF8.GetBytes(string.Join("\r\n", Events)),
        "gzip" => Gzip(Encoding.UTF8.GetBytes(Lines(Events))),
        "gzip twice" => Gzip(Gzip(Encoding.UTF8.GetBytes(Lines(Events)))),
        "zstd" => Zstd(Lines(Events)),
        "zstd of envelopes" => Zstd(Envelope(Events)),
        "messages" => Encoding.UTF8.GetBytes(Lines([.. Events.Select(line => $$"""{"message":"{{line}}"}""")])),
        "messages with blanks" => Encoding.UTF8.GetBytes(Lines([.. Events.Select(line => $$"""{"message": "{{line}}"}""")])),
        "messages without line ends" => Encoding.UTF8.GetBytes(string.Concat(Events.Select(line => $$"""{"message":"{{line}}"}"""))),
        "events" => Encoding.UTF8.GetBytes(Lines([.. Events.Select(line =>
            $$"""{"logStreamName": "{{Stream}}", "timestamp": 1418530010000, "message": "{{line}}", "ingestionTime": 1418530090000, "eventId": "0"}""")])),
        "array of events" => Encoding.UTF8.GetBytes($"[{Json(Events)}]"),
        "pretty array" => Encoding.UTF8.GetBytes(Pretty($"[{Json(Events)}]")),
        "filter-log-events" => Encoding.UTF8.GetBytes(Pretty($$"""{"events":[{{Json(Events)}}],"searchedLogStreams":[]}""")),
        "filter-log-events on one line" => Encoding.UTF8.GetBytes($$"""{"events":[{{Json(Events)}}],"searchedLogStreams":[]}"""),
        "get-log-events" => Encoding.UTF8.GetBytes(Pretty($$"""{"events":[{{Json(Events)}}],"nextForwardToken":"f/1","nextBackwardToken":"b/1"}""")),
        "get-query-results" =>
            Encoding.UTF8.GetBytes(Pretty($$"""{"results":[{{string.Join(',', Events.Select(Row))}}],"status":"Complete"}""")),
        "envelope" => Encoding.UTF8.GetBytes(Envelope(Events)),
        "pretty envelope" => Encoding.UTF8.GetBytes(Pretty(Envelope(Events))),
        "envelopes back to back" => Encoding.UTF8.GetBytes(Envelope(Events[..2]) + Envelope(Events[2..])),
        "envelopes on lines" => Encoding.UTF8.GetBytes(Lines(Envelope(Events[..2]), Envelope(Events[2..]))),
        "envelopes around a control message" => Encoding.UTF8.GetBytes(Envelope(Events[..2]) + Envelope("x")
            .Replace("DATA_", "CONTROL_", StringComparison.Ordinal) + Envelope(Events[2..])),
        "gzip members of envelopes" => Gzip(Encoding.UTF8.GetBytes(Envelope(Events[..2])), Encoding.UTF8.GetBytes(Envelope(Events[2..]))),
        "envelopes compressed twice" => Gzip(Gzip(Encoding.UTF8.GetBytes(Envelope(Events[..2])), Encoding.UTF8.GetBytes(Envelope(Events[2..])))),
        "export" => Encoding.UTF8.GetBytes(Lines([.. Events.Select(line => $"2014-12-14T04:06:50.000Z {line}")])),
        "aws logs tail" => Encoding.UTF8.GetBytes(Lines([.. Events.Select(line => $"2014-12-14T04:06:50.000000+00:00 {Stream} {line}")])),
        "aws logs tail, short" => Encoding.UTF8.GetBytes(Lines([.. Events.Select(line => $"2014-12-14T04:06:50 {line}")])),
        "console" => Encoding.UTF8.GetBytes(Lines(["timestamp,message", .. Events.Select(line => $"1418530010000,{line}")])),
        "quoted console" => Encoding.UTF8.GetBytes(Lines(["\"@timestamp\",\"@message\"", .. Events.Select(line => $"\"2014-12-14 04:06:50.000\",\"{line}\"")])),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "no form"),
    };

    public static TheoryData<string> Forms =>
    [
        "lines", "header", "crlf", "gzip", "gzip twice", "zstd", "zstd of envelopes", "messages", "messages with blanks", "messages without line ends",
            "events", "array of events",
        "pretty array", "filter-log-events", "filter-log-events on one line", "get-log-events", "get-query-results", "envelope", "pretty envelope",
            "envelopes back to back",
        "envelopes on lines", "envelopes around a control message", "gzip members of envelopes", "envelopes compressed twice", "export", "aws logs tail",
            "aws logs tail, short",
        "console", "quoted console",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_verb_reads_every_form(string form)
    {
        var file = samples.Bytes("input", Of(form));
        var expected = Command.Run(["parse"], Lines(Events)).Output;
        Assert.Equal((0, expected, ""), Parts(Command.Run(["parse", file])));

        var matched = Command.Run(["match", file, "--pattern", "[v, a, e, s, d, sp, dp=3389, ...]"]);
        Assert.Equal((0, ""), (matched.ExitCode, matched.Errors));
        Assert.Contains($"\"eventMessage\":\"{Samples.Rejected}\"", Assert.Single(matched.Lines), StringComparison.Ordinal);

        var counted = Command.Run(["insights", file, "--query", "stats count(*) as n by action", "--output", "csv"]);
        Assert.Equal((0, ""), (counted.ExitCode, counted.Errors));
        Assert.Equal(["action,n", "-,1", "ACCEPT,1", "REJECT,1"], counted.Lines.Order(StringComparer.Ordinal)
            .OrderByDescending(line => line.StartsWith("action", StringComparison.Ordinal)));

        var template = samples.Text("t.template.json",
            """
            {"Resources":{"F":{"Type":"AWS::EC2::FlowLog","Properties":{"LogDestinationType":"cloud-watch-logs","LogGroupName":"g",
              "ResourceType":"VPC","ResourceId":"v","TrafficType":"ALL"}}}}
            """);
        foreach (var verb in new[] { "backtest", "cost" })
        {
            var run = Command.Run([verb, file, "--template", template, "--json", "-"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Errors));
            Assert.Contains("\"records\":3", run.Output, StringComparison.Ordinal);
        }
    }

    static (int ExitCode, string Output, string Errors) Parts(Command run) => (run.ExitCode, run.Output, run.Errors);

    [Theory]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public void What_parse_prints_parse_reads(string output)
    {
        var printed = Command.Run(["parse", "--output", output], Lines(Events)).Output;
        Assert.Equal((0, Command.Run(["parse"], Lines(Events)).Output, ""), Parts(Command.Run(["parse"], printed)));
    }

    [Fact]
    public void Records_of_other_programs_are_read_by_the_names_of_their_fields()
    {
        var run = Command.Run(["parse"],
            """{"version":5,"account_id":"012345678901","interface_id":"eni-1","srcAddr":"10.0.0.1","dstaddr":"10.0.0.2","srcport":25238.0,"dstport":443"""
                + ""","protocol":6,"packets":1e2,"bytes":40,"start":1700000000,"end":"2023-11-14T22:14:20Z","action":"ACCEPT","log_status":"OK","vpc_id":null"""
                + ""","extra":{"a":1}}""");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("\"account-id\":\"012345678901\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"srcport\":25238,", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"packets\":100,", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"end\":1700000060,", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_csv_of_Athena_is_read()
    {
        var run = Command.Run(["parse", "--where", "action=REJECT"],
            "\"account_id\",\"srcaddr\",\"dstaddr\",\"dstport\",\"action\"\n\"123456789010\",\"10.0.0.1\",\"10.0.0.2\",\"22\",\"REJECT\"\n");
        Assert.Equal((0, "{\"account-id\":\"123456789010\",\"srcaddr\":\"10.0.0.1\",\"dstaddr\":\"10.0.0.2\",\"dstport\":22,\"action\":\"REJECT\"}\n",
            ""), Parts(run));
    }

    [Theory]
    [InlineData("\t")]
    [InlineData("  ")]
    [InlineData(" \t ")]
    public void Any_blanks_separate_fields(string separator)
    {
        var plain = Command.Run(["parse"], Lines([Samples.Header, .. Events])).Output;
        Assert.Equal((0, plain, ""), Parts(Command.Run(["parse"], Lines([Samples.Header, .. Events]).Replace(" ", separator, StringComparison.Ordinal))));
        Assert.Equal((0, plain, ""), Parts(Command.Run(["parse"], Lines([.. Events.Prepend(Samples.Header).Select(line => separator + line + separator)]))));
    }

    [Fact]
    public void A_malformed_line_among_json_lines_is_named_by_its_number_and_the_others_are_read()
    {
        var printed = Command.Run(["parse"], Lines(Events)).Lines;
        var run = Command.Run(["parse"], Lines(printed[0], "{\"version\":2,\"account-id\":", printed[1]));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("stdin:2: ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, run.Lines.Length);
    }

    [Fact]
    public void An_answer_that_was_cut_short_loses_no_event_before_the_cut()
    {
        var whole = Encoding.UTF8.GetString(Of("filter-log-events"));
        var run = Command.Run(["parse"], whole[..whole.IndexOf("NODATA", StringComparison.Ordinal)]);
        Assert.Equal((1, 2), (run.ExitCode, run.Lines.Length));
        Assert.Contains("the JSON is truncated", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Insights_keeps_what_surrounds_an_event()
    {
        var file = samples.Bytes("input", Of("events"));
        var run = Command.Run(["insights", file, "--query", "fields @logStream, @ingestionTime, @timestamp | limit 1", "--output", "csv"]);
        Assert.Equal($"{Stream},2014-12-14 04:08:10.000,2014-12-14 04:06:50.000", run.Lines[1]);
        var envelope = Command.Run(["insights", samples.Bytes("envelope",
            Of("envelope")), "--query", "fields @logStream, @timestamp | limit 1", "--output", "csv"]);
        Assert.Contains(Stream, envelope.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Match_leaves_json_events_with_a_message_of_their_own_as_they_are()
    {
        var run = Command.Run(["match", "--pattern", "{ $.level = \"error\" }"], "{\"level\":\"error\",\"message\":\"x\"}\n{\"message\":\"y\"}\n");
        Assert.Contains("\\\"level\\\"", Assert.Single(run.Lines), StringComparison.Ordinal);
        Assert.Single(Command.Run(["match", "--pattern", "{ $.message = \"y\" }"], "{\"message\":\"y\"}\n").Lines);
    }

    [Fact]
    public void A_json_string_without_end_takes_bounded_memory()
    {
        var bomb = Gzip([.. Encoding.ASCII.GetBytes("{\"events\":[{\"message\":\""), .. new byte[64 * 1024 * 1024].AsSpan().ToArray().Select(_ => (byte)'x')]);
        var file = samples.Bytes("bomb.gz", bomb);
        var before = GC.GetTotalAllocatedBytes();
        var run = Command.Run(["parse", file]);
        Assert.Equal(1, run.ExitCode);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 50_000_000);
    }

    public static TheoryData<string, byte[], string> Others => new()
    {
        { "UTF-16", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Lines(Events))], "iconv" },
        { "UTF-16", Encoding.Unicode.GetBytes(Lines(Events)), "iconv" },
        { "UTF-16", Encoding.BigEndianUnicode.GetBytes(Lines(Events)), "iconv" },
        { "zip", [0x50, 0x4B, 0x03, 0x04, 1, 2, 3], "Unpack" },
        { "bzip2", Encoding.ASCII.GetBytes("BZh91AY&SY"), "bunzip2" },
        { "xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0, 0], "unxz" },
        { "Parquet", Encoding.ASCII.GetBytes("PAR1\u0015\u0004"), "Fetch" },
        { "encrypted Parquet", Encoding.ASCII.GetBytes("PARE\u0015\u0004"), "S3 encrypts" },
        { "zstd", [0x28, 0xB5, 0x2F, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3], "Fetch" },
        { "zstd", Zstd(Lines(Events))[..40], "Fetch" },
        { "CloudTrail", Encoding.UTF8.GetBytes("{\"Records\":[{\"eventVersion\":\"1.08\",\"eventSource\":\"ec2.amazonaws.com\"}]}"), "Read it with 'flowlogs "
            + "insights', 'query' or 'match'" },
        { "Application Load Balancer",
            Encoding.UTF8.GetBytes("https 2018-07-02T22:23:00.186641Z app/my-loadbalancer/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.086 0.048 0.037 "
                + "200 200 0 57 \"GET https://www.example.com:443/ HTTP/1.1\" \"curl\""), "VPC flow logs" },
        { "S3 server access", Encoding.UTF8.GetBytes(new string('a', 64)
            + " bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 x 3E57427F3EXAMPLE REST.GET.VERSIONING - \"GET /x HTTP/1.1\" 200"), "VPC flow logs" },
        { "Google Cloud", Encoding.UTF8.GetBytes("{\"insertId\":\"x\",\"jsonPayload\":{\"connection\":{\"src_ip\":\"10.0.0.1\"},\"bytes_sent\":\"1\"}}"),
            "--from gcp" },
        { "Azure", Encoding.UTF8.GetBytes("{\"records\":[{\"time\":\"x\",\"category\":\"NetworkSecurityGroupFlowEvent\"}]}"), "AWS" },
        { "CloudFront", Encoding.UTF8.GetBytes("#Version: 1.0\n#Fields: date time x-edge-location\n"), "VPC flow logs" },
        { "web page", Encoding.UTF8.GetBytes("<!DOCTYPE html><html></html>"), "flow log file" },
        { "binary", new byte[4096], "flow log file" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_no_flow_log_is_named_once_with_the_way_out(string what, byte[] bytes, string way)
    {
        var file = samples.Bytes("other", bytes);
        foreach (var verb in new string[][] { ["parse"], ["insights", "--events", "records", "--query", "fields @message"], ["match", "--pattern", "x"] })
        {
            var run = Command.Run([.. verb, file]);
            // Any text can be events.
            if (verb[0] == "match"
                && way is "VPC flow logs" or "AWS" or "--from gcp" or "Read it with 'flowlogs insights', 'query' or 'match'" or "flow log file"
                && what != "binary")
                continue;
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(what, run.Errors, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(way, run.Errors, StringComparison.Ordinal);
            Assert.Single(run.Errors.TrimEnd().Split('\n'));
        }
    }

    [Fact]
    public void Malformed_lines_are_named_ten_times_and_counted()
    {
        var run = Command.Run(["parse"], string.Concat(Enumerable.Repeat("x x x x x x x\n", 20_000)));
        var lines = run.Errors.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        Assert.Equal((1, 12), (run.ExitCode, lines.Length));
        Assert.Equal("… and 19,990 more malformed lines; 20,000 in total.", lines[10]);
        Assert.Contains("every line has 7 fields", lines[11], StringComparison.Ordinal);
    }

    [Fact]
    public void A_preset_with_the_fields_of_the_lines_is_proposed()
    {
        var lines = Command.Run(["generate", "--format", "v5", "--duration", "2m", "--rate", "5/s"]).Lines[1..];
        Assert.Contains("Use --format v5.", Command.Run(["parse"], Lines(lines)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_and_patterns_are_read_by_every_verb()
    {
        var root = Directory.CreateTempSubdirectory("flowlogs-tree").FullName;
        try
        {
            var day = Directory.CreateDirectory(Path.Combine(root, "AWSLogs", "2026", "01")).FullName;
            File.WriteAllLines(Path.Combine(day, "a.log"), [Samples.Accepted]);
            File.WriteAllBytes(Path.Combine(day, "b.log.gz"), Of("gzip"));
            File.WriteAllBytes(Path.Combine(day, "c.log.zst"), Of("zstd"));
            File.WriteAllText(Path.Combine(root, "summary.json"), "{}");
            File.WriteAllText(Path.Combine(root, "truth.csv"), "a,b\n");
            Assert.Equal(7, Command.Run(["parse", root]).Lines.Length);
            Assert.Equal(3, Command.Run(["parse", $"{root}/**/*.gz"]).Lines.Length);
            Assert.Equal(4, Command.Run(["parse", $"{root}/AWSLogs/**/[ab].log*"]).Lines.Length);
            Assert.Equal(7, Command.Run(["match", root, "--pattern", "[...]"]).Lines.Length);
            Assert.Equal("7", Command.Run(["insights", root, "--query", "stats count(*)", "--output", "csv"]).Lines[1]);
            var none = Command.Run(["parse", $"{root}/**/*.nothing"]);
            Assert.Equal(2, none.ExitCode);
            Assert.Contains("no file matches the pattern", none.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_link_to_a_folder_above_is_not_followed()
    {
        var root = Directory.CreateTempSubdirectory("flowlogs-loop").FullName;
        try
        {
            File.WriteAllLines(Path.Combine(root, "a.log"), [Samples.Accepted]);
            Directory.CreateSymbolicLink(Path.Combine(root, "loop"), root);
            Assert.Single(Command.Run(["parse", root]).Lines);
            Assert.Single(Command.Run(["parse", $"{root}/**/*.log"]).Lines);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void What_a_query_builds_is_bounded()
    {
        var query = "@message";
        for (var depth = 0; depth < 8; depth++)
            query = $"replace({query}, '1', '{new string('1', 100)}')";
        var run = Command.Run(["insights", "--query", $"fields {query}"], Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("'replace' builds a value of", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("::ffff:0:0/96", "::ffff:10.0.0.1", 1)]
    [InlineData("::ffff:10.0.0.0/104", "::ffff:10.0.0.1", 1)]
    [InlineData("::ffff:10.0.0.0/104", "::ffff:11.0.0.1", 0)]
    [InlineData("::ffff:0:0/96", "10.0.0.1", 0)]
    [InlineData("::ffff:0:0/96", "2001:db8::1", 0)]
    [InlineData("::/0", "::ffff:10.0.0.1", 1)]
    public void A_subnet_of_addresses_of_version_4_in_version_6_is_one_of_version_6(string subnet, string address, int found)
    {
        var run = Command.Run(["insights", "--events", "json", "-o", "csv", "--query", $"filter isIpv6InSubnet(a, '{subnet}') | stats count(*) as n"],
            $"{{\"a\":\"{address}\"}}");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(found == 0 ? ["n", "0"] : new[] { "n", "1" }, run.Lines.Length == 1 ? ["n", "0"] : run.Lines);
    }
}

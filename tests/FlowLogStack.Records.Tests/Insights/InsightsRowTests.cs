using System.Buffers;
using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class InsightsRowTests
{
    [Theory]
    [InlineData("display bytes", "-; -; 400; 500; 80; 40; 3000; 1000")]
    [InlineData("fields bytes | limit 2", "-; -")]
    [InlineData("fields bytes | sort @timestamp asc | limit 2", "1000; 3000")]
    [InlineData("fields bytes | sort @timestamp | limit 2", "1000; 3000")]
    [InlineData("fields bytes | sort bytes desc | limit 3", "3000; 1000; 500")]
    [InlineData("fields bytes | sort bytes | limit 4", "-; -; 40; 80")]
    [InlineData("fields srcAddr, bytes | sort srcAddr desc, bytes asc | limit 4", "2001:db8::1, 400; 203.0.113.9, 40; 203.0.113.9, 80; 198.51.100.7, 500")]
    [InlineData("fields interfaceId as i, packets | filter packets > 0 | sort i desc, packets desc",
        "eni-b, 5; eni-b, 4; eni-b, 2; eni-a, 20; eni-a, 10; eni-a, 1")]
    [InlineData("fields bytes / packets as size | filter ispresent(size) | sort size desc, bytes desc | limit 3 | display srcPort, size",
        "40001, 150; 40000, 100; 53, 100")]
    [InlineData("sort -bytes | limit 2 | display bytes", "-; -")]
    [InlineData("filter bytes > 0 | sort -bytes | limit 2 | display bytes", "3000; 1000")]
    [InlineData("fields srcAddr | dedup srcAddr", "-; 2001:db8::1; 198.51.100.7; 203.0.113.9; 10.0.0.1")]
    [InlineData("fields srcAddr, bytes | filter bytes > 0 | sort bytes asc | dedup srcAddr",
        "203.0.113.9, 40; 2001:db8::1, 400; 198.51.100.7, 500; 10.0.0.1, 1000")]
    [InlineData("fields srcAddr, bytes | filter bytes > 0 | sort bytes desc | dedup srcAddr | limit 1", "10.0.0.1, 3000")]
    [InlineData("fields interfaceId, action | dedup interfaceId, action", "eni-c, -; eni-b, -; eni-b, ACCEPT; eni-b, REJECT; eni-a, REJECT; eni-a, ACCEPT")]
    [InlineData("fields bytes | dedup @ingestionTime | limit 3", "-; -; 400")]
    [InlineData("stats count(*) as n by srcAddr | dedup n", "10.0.0.1, 2; 198.51.100.7, 1")]
    [InlineData("display bytes | display packets | limit 1 | sort bytes", null)]
    [InlineData("sort bytes desc | display bytes | display packets | limit 1", "20")]
    [InlineData("sort bytes desc | limit 1 | fields bytes, packets", "3000, 20")]
    [InlineData("fields bytes | fields packets, bytes | sort bytes desc | limit 1", "3000, 20")]
    [InlineData("fields bytes as x | fields x * 2 as y | sort y desc | limit 1", "3000, 6000")]
    [InlineData("fields bytes as x, x * 2 as y | sort y desc | limit 1", "3000, 6000")]
    [InlineData("fields bytes as x | fields x + 1 as x | sort x desc | limit 1", "3001")]
    [InlineData("fields concat(srcAddr, '/32') as net | filter net = '198.51.100.7/32'", "198.51.100.7/32")]
    [InlineData("parse @message '* * * *' as v, account, eni, rest | sort @timestamp | limit 1 | display eni, rest",
        "eni-a, 10.0.0.1 10.0.0.2 40000 443 6 10 1000 1431280800 1431280860 ACCEPT OK")]
    [InlineData("parse '* * * *' as v, account, eni, rest | sort @timestamp | limit 1 | display eni", "eni-a")]
    [InlineData("parse @message '* * * * * * * * * * * * * *' as a, b, c, d, e, f, g, h, i, j, k, l, m, n | sort @timestamp | limit 1 | display d, j, n",
        "10.0.0.1, 1000, OK")]
    [InlineData("parse @message 'eni-* ' as name | filter name = 'c' | display name", "c")]
    [InlineData("parse @message '198.* ' as rest | filter ispresent(rest) | display rest", "51.100.7")]
    [InlineData("parse @message /(?<NetworkInterface>eni-.*?) / | sort @timestamp | limit 1 | display NetworkInterface", "eni-a")]
    [InlineData("parse @message /(?<eni>eni-\\S+) (?<src>[0-9.]+) / | stats count(*) by eni, src",
        "eni-a, 10.0.0.1, 2; eni-a, 203.0.113.9, 1; eni-b, 203.0.113.9, 1; eni-b, 198.51.100.7, 1; (none), (none), 3")]
    [InlineData("parse srcAddr '*.*.*.*' as a, b, c, d | parse d '*' as last | sort @timestamp | limit 1 | display a, last", "10, 1")]
    [InlineData("parse @message /(?<x>REJECT)|(?<y>SKIPDATA)/ | filter ispresent(y) | display x, y", "(none), SKIPDATA")]
    [InlineData("filter logStatus = 'SKIPDATA'", "2015-05-10 19:01:00.000, 2 111122223333 eni-c - - - - - - - 1431284460 1431284520 - SKIPDATA")]
    public void Answers_rows_in_order(string query, string? expected)
    {
        if (expected is null)
            Assert.Throws<InsightsQueryException>(() => Asking.Rows(query));
        else
            Assert.Equal(expected, Asking.Rows(query));
    }

    [Fact]
    public void Sorts_in_the_natural_order_that_aws_prints()
    {
        string[] sorted = ["!:", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh", "0", "01", "1", "2", "3"];
        Assert.Equal(string.Join("; ", sorted), Asking.Rows("parse @message '*' as x | sort x | display x", sorted.Reverse()));
        Assert.Equal(string.Join("; ", sorted.Reverse()),
            Asking.Rows("parse @message '*' as x | sort x desc | display x", sorted.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Sorts_numbers_by_size_and_addresses_by_their_parts()
    {
        string[] events = ["10", "9", "-1", "1.5", "10.0.0.10", "10.0.0.9", "a10b2", "a10b12", "a9", ""];
        Assert.Equal("; 10.0.0.9; 10.0.0.10; a9; a10b2; a10b12; -1; 1.5; 9; 10", Asking.Rows("fields @message as x | sort x", events));
    }

    [Fact]
    public void Keeps_what_sorts_alike_in_the_order_of_the_events()
    {
        var events = Enumerable.Range(0, 50).Select(i => $"same {i}").ToArray();
        Assert.Equal("same 0; same 1; same 2", Asking.Rows("parse @message '* *' as x, y | sort x | limit 3 | display @message", events));
        Assert.Equal("same 0; same 1; same 2", Asking.Rows("fields @message | limit 3", events));
    }

    [Fact]
    public void Answers_ten_thousand_rows_unless_told_otherwise()
    {
        var events = Enumerable.Range(0, 10_050).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(10_000, Asking.Answer("fields @message", events).Rows.Length);
        Assert.Equal(10_050, Asking.Answer("fields @message | limit 100000", events).Rows.Length);
        Assert.Equal(7, Asking.Answer("fields @message", events, new LogsInsightsOptions { Limit = 7 }).Rows.Length);
        Assert.Equal("10049; 10048", Asking.Rows("fields @message | sort @message desc | limit 2", events));
        Assert.Throws<ArgumentOutOfRangeException>(() => Asking.Answer("fields @message", events, new LogsInsightsOptions { Limit = 0 }));
    }

    [Fact]
    public void Counts_what_it_read_and_what_its_filters_let_through()
    {
        var result = Asking.Answer("filter action = 'REJECT' | stats count(*)");
        Assert.Equal((8, 2, Asking.Flows.Sum(line => line.Length)), (result.RecordsScanned, result.RecordsMatched, result.BytesScanned));
    }

    [Fact]
    public void Takes_the_time_and_the_stream_that_are_given()
    {
        var run = LogsInsightsQuery.Parse("fields @timestamp, @logStream, toMillis(@timestamp), action").Start();
        Assert.True(run.Add(Encoding.UTF8.GetBytes(Asking.Flows[0]), DateTimeOffset.FromUnixTimeMilliseconds(5_123), "stream"));
        Assert.True(run.Add(Encoding.UTF8.GetBytes("no record"), DateTimeOffset.FromUnixTimeMilliseconds(4_000)));
        Assert.True(run.Add(Encoding.UTF8.GetBytes("no record")));
        var rows = run.Complete().Rows.Select(row => string.Join(", ", row));
        Assert.Equal(["1970-01-01 00:00:05.123, stream, 5123, ACCEPT", "1970-01-01 00:00:04.000, , 4000, ", ", , , "], rows);
    }

    [Fact]
    public void Answers_once()
    {
        var run = LogsInsightsQuery.Parse("stats count(*)").Start();
        run.Add("x"u8);
        Assert.Same(run.Complete(), run.Complete());
        Assert.Throws<InvalidOperationException>(() => run.Add("x"u8));
    }

    [Fact]
    public void Parses_a_custom_format_by_the_command_that_it_renders()
    {
        var format = FlowLogFormat.Of(FlowField.DstPort, FlowField.Start, FlowField.SrcAddr, FlowField.Bytes, FlowField.FlowDirection);
        var options = new LogsInsightsOptions { Format = format };
        string[] events = ["443 1431280800 10.0.0.1 1000 egress", "22 1431280860 - - ingress", "443 1431280920 10.0.0.2 50 egress more"];
        var parse = InsightsQuery.ToParseCommand(format);
        Assert.Equal("443, 1000; 22, (none)", Asking.Rows($"{parse} | stats sum(bytes) by dstport", events.Take(2), options));
        // The last star takes the rest of a longer line, whose time nothing says.
        Assert.Equal("2015-05-10 18:01:00.000, ingress; 2015-05-10 18:00:00.000, egress; (none), egress more",
            Asking.Rows($"{parse} | display @timestamp, flow_direction", events, options));
        Assert.Equal(InsightsValueKind.Number, Asking.Answer($"{parse} | display bytes | filter bytes > 500", events, options)[0, "bytes"].Kind);
    }

    [Fact]
    public void Reads_records_of_several_formats_each_by_its_own()
    {
        var run = LogsInsightsQuery.Parse("fields @timestamp, @logStream, action").Start();
        var custom = new FlowLogReader(FlowLogFormat.Of(FlowField.Start, FlowField.InterfaceId));
        var usual = new FlowLogReader(FlowLogFormat.Default);
        Assert.True(custom.TryRead("1431280860 eni-x"u8, out var first, out _) && run.Add(first));
        Assert.True(usual.TryRead(Encoding.UTF8.GetBytes(Asking.Flows[0]), out var second, out _) && run.Add(second));
        Assert.True(custom.TryRead("1431280920 eni-y"u8, out var third, out _) && run.Add(third));
        var rows = run.Complete().Rows.Select(row => string.Join(", ", row));
        Assert.Equal(["2015-05-10 18:02:00.000, eni-y, ", "2015-05-10 18:01:00.000, eni-x, ", "2015-05-10 18:00:00.000, eni-a, ACCEPT"], rows);
    }

    [Fact]
    public void Looks_for_no_fields_that_a_reader_has_found()
    {
        var reader = new FlowLogReader(FlowLogFormat.Default);
        var run = LogsInsightsQuery.Parse("filter bytes > 0 | stats sum(bytes), count_distinct(srcAddr), max(@timestamp) by action").Start();
        foreach (var line in Asking.Flows)
        {
            Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(line), out var record, out _));
            run.Add(record);
        }

        Assert.Equal(
            Asking.Answer("filter bytes > 0 | stats sum(bytes), count_distinct(srcAddr), max(@timestamp) by action").Rows.Select(row => string.Join(", ", row)),
            run.Complete().Rows.Select(row => string.Join(", ", row)));
    }

    [Fact]
    public void Writes_json_with_numbers_as_numbers()
    {
        var output = new ArrayBufferWriter<byte>();
        Asking.Answer("fields bytes, accountId, bytes / 3 as third, @timestamp, @ingestionTime as none | sort @timestamp | limit 1").WriteJson(output);
        Assert.Equal("""[{"bytes":1000,"accountId":"111122223333","third":333.3333333333333,"@timestamp":"2015-05-10 18:00:00.000","none":null}]""",
            Compact(output));
        output.ResetWrittenCount();
        Asking.Answer("filter logStatus = 'NODATA' | display bytes, action").WriteJson(output);
        Assert.Equal("""[{"bytes":"-","action":"-"}]""", Compact(output));
        output.ResetWrittenCount();
        Asking.Answer("filter action = 'none'").WriteJson(output);
        Assert.Equal("[]", Compact(output));
    }

    [Fact]
    public void Writes_csv_with_quotes_where_they_are_needed()
    {
        var output = new ArrayBufferWriter<byte>();
        Asking.Answer("fields concat('a', ',b\"') as `x,y`, @ingestionTime, packets | filter packets = 20").WriteCsv(output);
        Assert.Equal("\"x,y\",@ingestionTime,packets\n\"a,b\"\"\",,20\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Text_that_is_no_canonical_number_stays_as_it_is_spelled()
    {
        string[] events = ["2 1 eni-a 10.0.0.1 10.0.0.2 007 2 6 1 +5 1431280800 1431280860 ACCEPT OK"];
        var result = Asking.Answer("fields srcPort, bytes, bytes + 1 as more", events);
        Assert.Equal((InsightsValueKind.Text, "007", "+5", "6"),
            (result[0, "srcPort"].Kind, result[0, "srcPort"].ToString(), result[0, "bytes"].ToString(), result[0, "more"].ToString()));
    }

    static string Compact(ArrayBufferWriter<byte> json) =>
        System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonDocument.Parse(json.WrittenMemory).RootElement);

    [Fact]
    public void Groups_whose_keys_are_many_or_long_are_those_of_their_events()
    {
        string[] messages = [.. Enumerable.Range(0, 300).Select(i => new string('x', 1000) + i), new string('y', 100_000), "short", new string('y', 99_999)];
        var run = LogsInsightsQuery.Parse("stats count(*) as n by @message, strlen(@message) as length").Start();
        for (var round = 0; round < 3; round++)
        {
            foreach (var message in messages)
                run.Add(Encoding.UTF8.GetBytes(message));
        }

        Assert.Equal(messages.Select(message => $"{message} {message.Length} 3"), run.Complete().Rows.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void An_event_without_an_origin_has_none_of_the_event_before_it()
    {
        var run = LogsInsightsQuery.Parse("fields ispresent(@ingestionTime) as a, ispresent(@timestamp) as b, ispresent(@logStream) as c").Start();
        run.Add("no record"u8);
        run.Add("no record"u8, new LogEventOrigin(5, "stream", 6));
        run.Add("no record"u8);
        run.Add("no record"u8, new LogEventOrigin(5, "stream", 6));
        run.Add("no record"u8, new LogEventOrigin(null, "other"));
        // Events with the latest time come first.
        Assert.Equal(["1 1 1", "1 1 1", "0 0 0", "0 0 0", "0 0 1"], run.Complete().Rows.Select(row => string.Join(' ', row)));
    }
}

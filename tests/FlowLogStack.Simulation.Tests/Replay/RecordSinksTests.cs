using System.Globalization;
using System.IO.Compression;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>One reading for consumers on two threads.</summary>
public sealed class RecordSinksTests
{
    static readonly string[] Lines =
    [
        FlowLogFormat.V5.ToHeaderLine(),
        .. Enumerable.Range(0, 20_000).Select(i => i % 997 == 0 ? $"malformed {i}" : Line(i)),
    ];

    static byte[] Text => Encoding.UTF8.GetBytes(string.Join('\n', Lines));

    public static TheoryData<string> Inputs => ["text", "gzip", "damaged", "truncated", "empty", "JSON that is cut short", "a trail"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Both_threads_get_what_one_thread_gets(string input)
    {
        var bytes = BytesOf(input);
        Recorder alone = new(), first = new(), second = new();
        List<string> reported = [], reportedTwice = [];
        var error = Record.Exception(() => RecordSinks.Read(new MemoryStream(bytes), "x", FlowLogFormat.V5, [alone],
            (line, why) => reported.Add($"{line} {why}")));
        var same = Record.Exception(() => RecordSinks.Read(new MemoryStream(bytes), "x", FlowLogFormat.V5, [first], [second],
            (line, why) => reportedTwice.Add($"{line} {why}")));
        Assert.Equal((error?.GetType(), error?.Message), (same?.GetType(), same?.Message));
        Assert.Equal(alone.Taken, first.Taken);
        Assert.Equal(alone.Taken, second.Taken);
        Assert.Equal(reported, reportedTwice);
        Assert.Equal(input is "damaged" or "truncated" or "a trail", error is UnreadableObjectException);
        Assert.Equal(input is not ("empty" or "a trail"), alone.Taken.Count > 1);
    }

    [Fact]
    public void An_error_of_a_consumer_on_the_other_thread_is_an_error_of_the_reading()
    {
        var first = new Recorder();
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            RecordSinks.Read(new MemoryStream(Text), "x", FlowLogFormat.V5, [first], [new Failing()], null));
        Assert.Equal("it fails", thrown.Message);
        Assert.Equal(Lines.Length, first.Taken.Count);
    }

    [Fact]
    public void An_error_of_a_consumer_on_the_first_thread_ends_the_other_one()
    {
        var thrown = Assert.Throws<InvalidOperationException>(() =>
            RecordSinks.Read(new MemoryStream(Text), "x", FlowLogFormat.V5, [new Failing()], [new Recorder()], null));
        Assert.Equal("it fails", thrown.Message);
    }

    [Theory]
    [InlineData("${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr}", "5 111122223333 eni-1 10.0.0.7 10.0.0.2")]
    [InlineData("${dstaddr} ${srcaddr} ${version}", "10.0.0.2 10.0.0.7 5")]
    [InlineData("${srcaddr} ${ecs-task-id} ${dstaddr} ${srcport} ${reject-reason}", "10.0.0.7 - 10.0.0.2 49159 -")]
    [InlineData("${traffic-path} ${version}", "- 5")]
    public void A_record_is_converted_field_by_field_to_another_format(string format, string expected)
    {
        var reader = new FlowLogReader(FlowLogFormat.V5);
        var line = Encoding.UTF8.GetBytes(Line(7));
        Assert.True(reader.TryRead(line, out var record, out _));
        var rendering = new RecordRendering(FlowLogFormat.Parse(format));
        Assert.Equal(expected, Encoding.UTF8.GetString(rendering.Render(record)));
    }

    [Fact]
    public void A_line_that_is_longer_than_all_before_is_converted_whole()
    {
        var rendering = new RecordRendering(FlowLogFormat.Parse("${dstaddr} ${interface-id}"));
        foreach (var length in (int[])[10, 400, 2_000, 30])
        {
            var name = new string('e', length);
            var line = Encoding.UTF8.GetBytes(Line(7).Replace("eni-1", name, StringComparison.Ordinal));
            Assert.True(new FlowLogReader(FlowLogFormat.V5).TryRead(line, out var record, out _));
            Assert.Equal($"10.0.0.2 {name}", Encoding.UTF8.GetString(rendering.Render(record)));
        }
    }

    static byte[] BytesOf(string input) => input switch
    {
        "text" => Text,
        "gzip" => Gzip(Text),
        "damaged" => [.. Gzip(Text)[..50_000], .. new byte[500], .. Gzip(Text)[50_500..]],
        "truncated" => Gzip(Text)[..60_000],
        "empty" => [],
        "JSON that is cut short" => Encoding.UTF8.GetBytes($$"""{"logEvents":[{{string.Join(',', Lines.Skip(1).Take(3000).Select(line =>
            $$"""{"id":"1","timestamp":1,"message":"{{line}}"}"""))}}"""),
        _ => """{"Records":[{"eventVersion":"1.08","eventTime":"2026-01-05T00:00:00Z","eventSource":"ec2.amazonaws.com","eventName":"X"}]}"""u8.ToArray(),
    };

    static string Line(int i) => string.Create(CultureInfo.InvariantCulture, $"5 111122223333 eni-1 10.0.{i / 250}.{i % 250} 10.0.0.2 49159 443 6 10 840 "
        + $"{1_767_571_200 + i} {1_767_571_259 + i} ACCEPT OK vpc-1 subnet-1 - 2 IPv4 10.0.0.1 10.0.0.2 us-east-1 use1-az1 - - - - ingress -");

    static byte[] Gzip(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    sealed class Recorder : IRecordSink
    {
        internal List<string> Taken { get; } = [];

        public void BeginObject() => Taken.Add("begin");

        public void Take(FlowRecord record) => Taken.Add(Encoding.UTF8.GetString(record.Line));

        public void TakeRejected(ReadOnlySpan<byte> line) => Taken.Add("malformed " + Encoding.UTF8.GetString(line));
    }

    sealed class Failing : IRecordSink
    {
        public void BeginObject()
        {
        }

        public void Take(FlowRecord record) => throw new InvalidOperationException("it fails");

        public void TakeRejected(ReadOnlySpan<byte> line)
        {
        }
    }
}

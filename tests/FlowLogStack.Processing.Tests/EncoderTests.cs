using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

/// <summary>The output formats of one line. The tests of the function compare them with those of Sumo Logic's forwarder.</summary>
public sealed class EncoderTests
{
    const string Text = "2 1 eni-1 10.0.0.5 192.0.2.1 50123 443 6 7 840 1760000000 1760000055 ACCEPT OK";

    static readonly InterfaceFacts Facts = new("eni-1", "subnet-1", "vpc-1", ["sg-1"], [], NetworkList.Empty);

    static string Write(RecordEncoding encoding, bool logInfo = false, bool enriches = true, InterfaceFacts? facts = null, string? error = null,
        Direction direction = Direction.Unknown, string text = Text, FlowLogFormat? format = null, long timestamp = 1_760_000_000_123)
    {
        format ??= FlowLogFormat.Default;
        var settings = new ProcessorSettings { IncludeLogInfo = logInfo, Region = "eu-west-1" };
        var encoder = LineEncoder.For(encoding, settings, enriches);
        var output = new OutputBuffer(16);
        var utf8 = Encoding.UTF8.GetBytes(text);
        new FlowLogReader(format).TryReadMessage(utf8, out var record, out var rejection);
        var origin = new LineOrigin("a \"stream\"", "group", "id");
        for (var i = 0; i < 2; i++)
        {
            encoder.Write(output, new ProcessedLine
            {
                Text = utf8, Record = record, Rejection = rejection, Format = format, Timestamp = timestamp, Facts = facts, EnrichmentError = error,
                Direction = direction,
            }, origin);
        }

        // Every line of one origin is encoded alike.
        var both = Encoding.UTF8.GetString(output.Written);
        Assert.Equal(both[..(both.Length / 2)], both[(both.Length / 2)..]);
        return both[..(both.Length / 2)];
    }

    [Fact]
    public void Raw_is_the_line() => Assert.Equal(Text, Write(RecordEncoding.VpcRaw, logInfo: true, facts: Facts, error: "TimedOut"));

    [Fact]
    public void Messages_have_their_time_or_the_attributes_of_their_interface()
    {
        Assert.Equal($$"""{"message":"{{Text}}"}""", Write(RecordEncoding.VpcJson));
        Assert.Equal($$"""{"timestamp":1760000000123,"message":"{{Text}}"}""", Write(RecordEncoding.Others, facts: Facts, error: "TimedOut"));
        Assert.Equal($$"""{"timestamp":0,"message":"{{Text}}","logStream":"a \"stream\"","logGroup":"group"}""",
            Write(RecordEncoding.Others, logInfo: true, timestamp: 0));
        Assert.Equal($$"""{"message":"{{Text}}","logStream":"a \"stream\"","logGroup":"group","security-group-ids":["sg-1"],"direction":"inbound","""
            + "\"subnet-id\":\"subnet-1\",\"vpc-id\":\"vpc-1\",\"aws-region\":\"eu-west-1\"}",
            Write(RecordEncoding.VpcJson, logInfo: true, facts: Facts, direction: Direction.Inbound));
        Assert.Equal($$"""{"message":"{{Text}}","enrichment-error":"TimedOut"}""", Write(RecordEncoding.VpcJson, error: "TimedOut"));
        Assert.Equal($$"""{"message":"{{Text}}"}""", Write(RecordEncoding.VpcJson, enriches: false, facts: Facts, error: "TimedOut"));
    }

    [Fact]
    public void Fields_have_the_names_of_AWS_and_then_the_attributes_that_the_record_lacks()
    {
        const string fields = """{"version":2,"account-id":"1","interface-id":"eni-1","srcaddr":"10.0.0.5","dstaddr":"192.0.2.1","srcport":50123,"""
            + "\"dstport\":443,\"protocol\":6,\"packets\":7,\"bytes\":840,\"start\":1760000000,\"end\":1760000055,\"action\":\"ACCEPT\",\"log-status\":\"OK\"";
        Assert.Equal(fields + "}", Write(RecordEncoding.Fields));
        Assert.Equal(fields + ""","logStream":"a \"stream\"","logGroup":"group","security-group-ids":["sg-1"],"direction":"outbound","subnet-id":"subnet-1","""
            + "\"vpc-id\":\"vpc-1\",\"aws-region\":\"eu-west-1\",\"enrichment-error\":\"a \\\"fault\\\"\"}",
            Write(RecordEncoding.Fields, logInfo: true, facts: Facts, error: "a \"fault\"", direction: Direction.Outbound));
        Assert.Equal("""{"vpc-id":"vpc-own","subnet-id":"subnet-own","security-group-ids":["sg-1"],"aws-region":"eu-west-1"}""",
            Write(RecordEncoding.Fields, facts: Facts, text: "vpc-own subnet-own", format: FlowLogFormat.Of(FlowField.VpcId, FlowField.SubnetId)));
    }

    [Fact]
    public void A_malformed_line_is_its_reason_and_its_text() => Assert.Equal(
        "{\"rejected\":\"2 fields, but the log format has 14 (version account-id … log-status)\",\"message\":\"two \\\"fields\\\"\"}",
        Write(RecordEncoding.Fields, text: "two \"fields\""));

    [Fact]
    public void The_attributes_follow_the_format_of_each_line()
    {
        var encoder = LineEncoder.For(RecordEncoding.Fields, new ProcessorSettings());
        foreach (var (format, hasOwn) in ((FlowLogFormat, bool)[])[(FlowLogFormat.Of(FlowField.VpcId), true), (FlowLogFormat.Of(FlowField.Bytes), false),
            (FlowLogFormat.Of(FlowField.VpcId), true)])
        {
            var output = new OutputBuffer(16);
            new FlowLogReader(format).TryReadMessage("5"u8, out var record, out var rejection);
            encoder.Write(output, new ProcessedLine { Text = "5"u8, Record = record, Rejection = rejection, Format = format, Facts = Facts },
                new LineOrigin("", "", ""));
            Assert.Equal(!hasOwn, Encoding.UTF8.GetString(output.Written).Contains("\"vpc-id\":\"vpc-1\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_log_stream_and_group_follow_the_origin_of_each_line()
    {
        foreach (var encoding in (RecordEncoding[])[RecordEncoding.Fields, RecordEncoding.Others, RecordEncoding.Coralogix])
        {
            var encoder = LineEncoder.For(encoding, new ProcessorSettings { IncludeLogInfo = true });
            foreach (var name in (string[])["one", "two"])
            {
                var output = new OutputBuffer(16);
                encoder.Write(output, new ProcessedLine { Text = "x"u8, Rejection = new Rejection(RejectionReason.TooFewFields),
                    Format = FlowLogFormat.Default }, new LineOrigin($"stream {name}", $"group {name}", ""));
                Assert.Contains($"\"logStream\":\"stream {name}\",\"logGroup\":\"group {name}\"", Encoding.UTF8.GetString(output.Written));
                if (encoding is RecordEncoding.Coralogix)
                    Assert.Contains($"\"subsystemName\":\"group {name}\"", Encoding.UTF8.GetString(output.Written));
            }
        }
    }

    [Theory]
    [InlineData(Text, 7, "\"timestamp\":1760000000000,")]
    [InlineData("malformed", 7, "\"timestamp\":7,")]
    [InlineData("malformed", 0, "")]
    public void Coralogix_has_the_start_of_the_record_or_the_time_of_the_event_or_none(string text, long timestamp, string expected) =>
        Assert.StartsWith($$"""{"applicationName":"vpc-flow-logs","subsystemName":"group",{{expected}}"severity":3,"text":{""",
            Write(RecordEncoding.Coralogix, text: text, timestamp: timestamp));

    [Theory]
    [InlineData("VpcRaw", false)]
    [InlineData("VpcJson", true)]
    [InlineData("Others", false)]
    [InlineData("Fields", true)]
    [InlineData("Coralogix", true)]
    public void Attributes_of_interfaces_are_read_only_for_encodings_that_write_them(string encoding, bool expected) =>
        Assert.Equal(expected, LineEncoder.For(Enum.Parse<RecordEncoding>(encoding), new ProcessorSettings()).UsesFacts);
}

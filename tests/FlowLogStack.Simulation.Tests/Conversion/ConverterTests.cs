using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests.Conversion;

public sealed class ConverterTests
{
    const string Header = "ts,sa,da,sp,dp,pr,ipkt,ibyt\n";

    [Fact]
    public void Records_are_written_while_the_input_is_read()
    {
        const int lines = 200_000;
        using var output = new MemoryStream();
        var writtenHalfway = 0L;
        using var input = new Lines(lines, line =>
        {
            if (line == lines / 2)
                writtenHalfway = output.Length;
        });
        var converter = new CaptureConverter(CaptureKind.NetFlow, output);
        converter.Read(input, "capture");
        converter.Finish();
        Assert.Equal((lines, lines), (converter.Connections, converter.Records));
        // Only the read-ahead and the write buffer are held back.
        Assert.InRange(writtenHalfway, (output.Length / 2) - (512 * 1024), output.Length / 2);
    }

    [Fact]
    public void A_line_without_an_end_is_malformed_and_the_next_one_is_read()
    {
        var converted = Converted.Of(CaptureKind.NetFlow, Header + new string('x', 3_000_000) + "\n1767225601,10.0.1.5,203.0.113.80,1,2,6,1,40\n");
        Assert.Contains("longer than 1 MiB", Assert.Single(converted.Malformed).Problem, StringComparison.Ordinal);
        Assert.Single(converted.Records);
    }

    [Fact]
    public void Every_format_of_network_interfaces_can_be_written()
    {
        foreach (var format in FlowLogFormat.Presets.Values.Where(format => format.AppliesTo.HasFlag(RecordKinds.Vpc)))
            Assert.Single(Converted.Of(CaptureKind.NetFlow, Header + "1767225601,10.0.1.5,203.0.113.80,1,2,6,1,40\n",
                new CaptureOptions { Format = format }).Records);
    }

    [Theory]
    [InlineData("transit gateway")]
    [InlineData("'10.0.0.0/99' is not a CIDR block")]
    [InlineData("60 or 600 seconds, but is 90")]
    [InlineData("'12' is not an account id")]
    public void Refuses_options_that_are_not_valid(string problem)
    {
        var options = problem switch
        {
            "transit gateway" => new CaptureOptions { Format = FlowLogFormat.TransitGateway },
            "60 or 600 seconds, but is 90" => new CaptureOptions { AggregationInterval = TimeSpan.FromSeconds(90) },
            "'12' is not an account id" => new CaptureOptions { AccountId = "12" },
            _ => new CaptureOptions { Network = new MonitoredNetwork { InternalRanges = ["10.0.0.0/99"] } },
        };
        var e = Assert.Throws<FormatException>(() => new CaptureConverter(CaptureKind.Zeek, Stream.Null, options));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CaptureKind.Zeek,
        "#separator \\x09\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\torig_pkts\tresp_pkts\thistory\n"
            + "1767225601.5\t10.0.1.5\t40000\t203.0.113.80\t443\ttcp\t2.5\t10\t12\tShADadFf\n{\"ts\":1767225601,\"id.orig_h\":\"10.0.1.5\",\"id.orig_p\":1,"
            + "\"id.resp_h\":\"10.0.1.6\",\"id.resp_p\":2,\"proto\":\"udp\"}\n")]
    [InlineData(CaptureKind.Suricata,
        "{\"event_type\":\"flow\",\"src_ip\":\"10.0.1.5\",\"dest_ip\":\"203.0.113.80\",\"src_port\":1,\"dest_port\":2,\"proto\":\"TCP\","
            + "\"flow\":{\"pkts_toserver\":1,\"pkts_toclient\":1,\"bytes_toserver\":40,\"bytes_toclient\":40,\"start\":\"2026-01-01T00:00:00+0000\"}}\n")]
    [InlineData(CaptureKind.NetFlow,
        "ts,te,td,sa,da,sp,dp,pr,flg,ipkt,ibyt,label\n1767225601,1767225699,98,10.0.1.5,203.0.113.80,1,2,TCP,...AP.SF,99,4000,\"x\"\n")]
    public void Whatever_the_bytes_are_records_are_readable_or_the_line_is_named(CaptureKind kind, string seed)
    {
        var random = new Random(1);
        var bytes = Encoding.UTF8.GetBytes(seed);
        for (var round = 0; round < 3000; round++)
        {
            var mutated = bytes.ToArray();
            for (var i = random.Next(1, 6); i > 0; i--)
                mutated[random.Next(mutated.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : bytes[random.Next(bytes.Length)];
            try
            {
                Converted.Of(kind, mutated);
            }
            catch (UnreadableObjectException e)
            {
                Assert.StartsWith("capture", e.Message, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>A long log that is generated while it is read.</summary>
    sealed class Lines(int count, Action<int> reading) : MemoryStream
    {
        byte[] rest = Encoding.UTF8.GetBytes(Header);
        int line;

        public override int Read(Span<byte> buffer)
        {
            if (rest.Length == 0 && line < count)
            {
                reading(++line);
                rest = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{1767225600 + line},10.0.1.5,203.0.113.80,40000,443,6,1,40\n"));
            }

            var length = Math.Min(rest.Length, buffer.Length);
            rest.AsSpan(0, length).CopyTo(buffer);
            rest = rest[length..];
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}

using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>What is written in a format is read back in it, whatever the format and the values.</summary>
public sealed class RoundTripLaws
{
    const int LinesPerFormat = 20;

    [Fact]
    public void Every_value_of_every_format_is_read_back() =>
        Formats.All(format =>
        {
            var records = new GeneratedRecords(format.GetHashCode());
            var reader = new FlowLogReader(format);
            for (var i = 0; i < LinesPerFormat; i++)
                AssertReadsBack(records.Line(format), format, reader);
        });

    [Fact]
    public void A_header_line_makes_the_object_reader_read_back_every_format() =>
        Formats.All(format =>
        {
            var records = new GeneratedRecords(format.GetHashCode());
            var lines = Enumerable.Range(0, LinesPerFormat).Select(_ => Encoding.UTF8.GetString(records.Line(format))).ToList();
            using var reader = Objects.Read(string.Join('\n', lines.Prepend(format.ToHeaderLine())), new FlowLogObjectOptions { Format = format });
            foreach (var line in lines)
            {
                Assert.True(reader.Read());
                Assert.Equal(line, reader.Record.ToString());
                Assert.Equal(format, reader.Record.Format);
            }

            Assert.False(reader.Read());
            Assert.Equal((LinesPerFormat, 0, 0), (reader.Records, reader.RejectedLines, reader.ContradictingHeaders));
        });

    static void AssertReadsBack(byte[] line, FlowLogFormat format, FlowLogReader reader)
    {
        var expected = ReferenceReader.Read(line, format);
        Assert.NotNull(expected);
        Assert.True(reader.TryRead(line, out var record, out var rejection), rejection.Describe(line, format));
        Assert.Equal(RejectionReason.None, rejection.Reason);
        for (var i = 0; i < expected.Length; i++)
            Agreement.AssertSame(expected[i], record, format.Fields[i], i);
    }
}

/// <summary>Whether the reader and the reference say the same of a value.</summary>
static class Agreement
{
    public static void AssertSame(object? expected, FlowRecord record, FlowField field, int position)
    {
        Assert.Equal(expected is null, record.IsAbsent(field));
        Assert.True(record[field].SequenceEqual(record[position]));
        switch (field.Kind)
        {
            case FieldKind.Address:
                Assert.Equal(expected is not null, record.TryGetAddress(field, out var address));
                Assert.Equal(expected is not null, record.TryGetAddress(position, out var same));
                Assert.Equal(address, same);
                if (expected is not null)
                    Assert.Equal((IPAddress)expected, address.ToIPAddress().MapToIPv6());
                break;
            case FieldKind.Number or FieldKind.Counter or FieldKind.Instant:
                Assert.Equal(expected is not null, record.TryGetInt64(field, out var number));
                Assert.Equal(expected is not null, record.TryGetInt64(position, out var again));
                Assert.Equal((BigInteger)(expected ?? BigInteger.Zero), number);
                Assert.Equal(number, again);
                Assert.Equal(expected is not null && number <= int.MaxValue, record.TryGetInt32(field, out var small));
                Assert.Equal(number <= int.MaxValue ? number : 0, small);
                Assert.Equal(number.ToString(CultureInfo.InvariantCulture), expected is null ? "0" : Encoding.UTF8.GetString(record[field]));
                break;
            default:
                Assert.Equal((string?)expected ?? "-", Encoding.UTF8.GetString(record[field]));
                break;
        }
    }
}

using System.Runtime.Intrinsics.X86;

namespace FlowLogStack.Records.Tests;

/// <summary>Code for CPUs with other vectors than those of the CPU that runs the tests, such as that of an arm64 function, against plain loops.</summary>
public sealed class CpuWidthTests
{
    delegate ulong Scan(ref byte bytes, out ulong odd);

    static readonly byte[] Boundaries = [.. "\0\t\u001F !\"#Z[\\~\u007F"u8, 0x80, 0xFF];

    [Fact]
    public void Spaces_and_invalid_bytes_of_records_are_found_alike_on_every_CPU() =>
        Check([FieldBounds.ScanBy64, FieldBounds.ScanBy32, FieldBounds.ScanBy16], value => value is (byte)' ', value => value is < 0x20 or >= 0x7F);

    [Fact]
    public void Separators_quotes_and_brackets_of_events_are_found_alike_on_every_CPU() =>
        Check([EventBounds.ScanBy64, EventBounds.ScanBy32, EventBounds.ScanBy16], value => value is (byte)' ' or (byte)'\t',
            value => value is (byte)'"' or (byte)'[');

    [Fact]
    public void Numbers_are_read_alike_on_every_CPU()
    {
        var random = new Random(1);
        for (var round = 0; round < 20_000; round++)
        {
            var used = 1 + (round % 16);
            var text = new byte[16];
            random.NextBytes(text.AsSpan(..^used));
            for (var i = 16 - used; i < 16; i++)
                text[i] = (byte)('0' + random.Next(10));
            if (round % 3 == 0)
                text[16 - 1 - random.Next(used)] = random.Next(3) switch { 0 => (byte)'/', 1 => (byte)':', _ => (byte)random.Next(256) };
            var digits = text[^used..];
            var expected = digits.All(digit => digit is >= (byte)'0' and <= (byte)'9')
                ? digits.Aggregate(0L, (number, digit) => (number * 10) + digit - '0')
                : WholeNumber.Bad;

            Assert.Equal(expected, WholeNumber.TwiceEight(ref text[0], used));
            if (Sse41.IsSupported)
                Assert.Equal(expected, WholeNumber.Sixteen(ref text[0], used));
        }
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("7", 7L)]
    [InlineData("10", 10L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-", WholeNumber.Absent)]
    [InlineData("", WholeNumber.Bad)]
    [InlineData("00", WholeNumber.Bad)]
    [InlineData("07", WholeNumber.Bad)]
    [InlineData("-1", WholeNumber.Bad)]
    [InlineData("1-", WholeNumber.Bad)]
    [InlineData("9223372036854775808", WholeNumber.Bad)]
    [InlineData("9999999999999999999", WholeNumber.Bad)]
    [InlineData("10000000000000000000", WholeNumber.Bad)]
    public void A_number_of_any_length_is_exact_or_refused(string text, long expected)
    {
        var line = System.Text.Encoding.UTF8.GetBytes("a field of sixteen bytes before it " + text);
        Assert.Equal(expected, WholeNumber.Parse(line.AsSpan()[^text.Length..]));
        if (text.Length > 0)
            Assert.Equal(expected, WholeNumber.Parse(ref line[0], line.Length - text.Length, text.Length));
    }

    static void Check(Scan[] scans, Func<byte, bool> isSeparator, Func<byte, bool> isOdd)
    {
        var random = new Random(1);
        var block = new byte[64];
        for (var round = 0; round < 2_000; round++)
        {
            for (var i = 0; i < block.Length; i++)
                block[i] = round % 2 == 0 ? Boundaries[random.Next(Boundaries.Length)] : (byte)random.Next(256);
            foreach (var scan in scans)
                Assert.Equal((Bits(block, isSeparator), Bits(block, isOdd)), (scan(ref block[0], out var odd), odd));
        }
    }

    static ulong Bits(byte[] block, Func<byte, bool> isSet) =>
        block.Index().Aggregate(0UL, (bits, next) => isSet(next.Item) ? bits | (1UL << next.Index) : bits);
}

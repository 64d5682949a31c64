using System.Globalization;
using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>
/// Damaged lines, judged by the reader and by the slow reference: both must agree which are records, and on every
/// value of those that are. <c>FLOWLOGS_FUZZ_LINES</c> sets how many; a full run is ten million.
/// </summary>
[Trait("Takes", "seconds")]
public sealed class MutationFuzzTests
{
    const int DefaultLines = 200_000;
    const int LinesPerFormat = 1_000;
    const int Seed = 20261120;

    static readonly byte[] Interesting = [.. "0123456789 -.:abcdefxXACEPTRJK%\"\\{}\n\r\t\0/+"u8, 0x7F, 0x80, 0xC3, 0xA9, 0xE2, 0xFF];

    static int Lines => int.TryParse(Environment.GetEnvironmentVariable("FLOWLOGS_FUZZ_LINES"), CultureInfo.InvariantCulture, out var lines) ? lines
        : DefaultLines;

    [Fact]
    public void No_damaged_line_is_accepted_and_wrong_or_rejected_and_right()
    {
        var random = new Random(Seed);
        var (accepted, rejected) = (0, 0);
        for (var batch = 0; batch * LinesPerFormat < Lines; batch++)
        {
            var format = NextFormat(random, batch);
            var reader = new FlowLogReader(format);
            var records = new GeneratedRecords(random.Next());
            for (var i = 0; i < LinesPerFormat; i++)
            {
                var line = Damage(records.Line(format), random);
                if (Judge(line, format, reader))
                    accepted++;
                else
                    rejected++;
            }
        }

        // Both verdicts must be common, or the run proved little.
        Assert.InRange(accepted, Lines / 20, Lines);
        Assert.InRange(rejected, Lines / 4, Lines);
    }

    [Fact]
    public void No_damaged_object_loses_a_line_or_reads_it_otherwise_than_alone()
    {
        var random = new Random(Seed + 1);
        var alone = new FlowLogReader(FlowLogFormat.Default);
        for (var round = 0; round < 200; round++)
        {
            var records = new GeneratedRecords(random.Next());
            byte[][] lines = [.. Enumerable.Range(0, 200).Select(_ => Damage(records.Line(FlowLogFormat.Default), random))];
            lines = [.. lines.Where(line => line is not [] and not [(byte)'{', ..] && !line.Contains((byte)'\n') && line[^1] != '\r')];
            byte[] bytes = [.. lines.SelectMany(line => line.Append((byte)'\n'))];
            using var reader = new FlowLogObjectReader(new Dribble(bytes, random));
            var number = 0;
            while (reader.Read())
            {
                var line = lines[number++];
                Assert.Equal(number, reader.LineNumber);
                Assert.True(reader.Line.SequenceEqual(line));
                Assert.Equal(alone.TryRead(line, out _, out var rejection), !reader.IsRejected);
                if (reader.IsRejected)
                    Assert.Equal(rejection, reader.Rejection);
            }

            Assert.Equal(lines.Length, number);
        }
    }

    static bool Judge(byte[] line, FlowLogFormat format, FlowLogReader reader)
    {
        var expected = ReferenceReader.Read(line, format);
        var read = reader.TryRead(line, out var record, out var rejection);
        if (read != expected is not null)
            Assert.Fail($"The reader says {rejection}, the reference {(expected is null ? "no record" : "a record")}, of '{Encoding.Latin1.GetString(line)}' "
                + $"in {format}");
        if (!read)
        {
            // Every reason must be able to explain itself.
            Assert.NotEqual("", rejection.Describe(line, format));
            return false;
        }

        for (var i = 0; i < expected!.Length; i++)
            Agreement.AssertSame(expected[i], record, format.Fields[i], i);
        return true;
    }

    static FlowLogFormat NextFormat(Random random, int batch)
    {
        if (batch % 3 == 0)
            return FlowLogFormat.Default;
        var kind = batch % 3 == 1 ? RecordKinds.Vpc : RecordKinds.TransitGateway;
        var fields = FlowField.Catalogue.Concat(Formats.Custom).Where(field => field.AppliesTo.HasFlag(kind)).ToArray();
        random.Shuffle(fields);
        return FlowLogFormat.Of(fields.Take(random.Next(1, fields.Length + 1)));
    }

    static byte[] Damage(byte[] line, Random random)
    {
        var damaged = line.ToList();
        for (var times = random.Next(4); times > 0 && damaged.Count > 0; times--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(7))
            {
                case 0:
                    damaged[at] = Interesting[random.Next(Interesting.Length)];
                    break;
                case 1:
                    damaged.Insert(at, Interesting[random.Next(Interesting.Length)]);
                    break;
                case 2:
                    damaged.RemoveAt(at);
                    break;
                case 3:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 4:
                    damaged.Insert(at, damaged[random.Next(damaged.Count)]);
                    break;
                case 5:
                    damaged.RemoveRange(at, random.Next(Math.Min(8, damaged.Count - at)));
                    break;
                default:
                    damaged.InsertRange(at, damaged.GetRange(at, random.Next(Math.Min(20, damaged.Count - at))));
                    break;
            }
        }

        return [.. damaged];
    }
}

/// <summary>Bytes that arrive in pieces of any size, as from a network.</summary>
sealed class Dribble(byte[] bytes, Random random) : MemoryStream(bytes)
{
    // The span overload of MemoryStream comes here for classes derived from it.
    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, random.Next(1, 300)));
}

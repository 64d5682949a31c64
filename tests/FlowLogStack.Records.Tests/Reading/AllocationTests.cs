using System.Text;

namespace FlowLogStack.Records.Tests;

[Trait("Takes", "seconds")]
public sealed class AllocationTests
{
    [Fact]
    public void Reading_a_record_and_its_fields_allocates_nothing()
    {
        byte[][] lines = [.. new[] { Objects.Accepted, Objects.NoData, Objects.IPv6, "bad", Objects.Accepted.Replace(" 22 ", " x ", StringComparison.Ordinal),
            "2026-11-20T21:00:00.000Z " + Objects.Accepted, "{\"message\":\"" + Objects.Accepted + "\"}" }.Select(Encoding.UTF8.GetBytes)];
        var reader = new FlowLogReader(FlowLogFormat.Default);
        var sum = 0L;
        Assert.Equal(0, Allocations.By(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                if (!reader.TryReadMessage(lines[i % lines.Length], out var record, out _))
                    continue;
                sum += record.TryGetInt64(FlowField.Bytes, out var bytes) ? bytes : 0;
                sum += record.TryGetAddress(FlowField.SrcAddr, out var address) ? (long)address.Low : 0;
                sum += record.TryGetInstant(FlowField.Start, out var start) ? start.Ticks : 0;
                sum += record.TryGetAction(out var action) ? (long)action : 0;
                sum += record.TryGetLogStatus(out var status) ? (long)status : 0;
                sum += record[FlowField.AccountId].Length;
            }
        }));
        Assert.NotEqual(0, sum);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void Reading_an_object_allocates_the_same_whatever_its_size(int lines)
    {
        var record = Encoding.UTF8.GetBytes(Objects.Accepted + "\n");
        var filter = new RecordFilter(RecordCondition.Parse("srcaddr=172.16.0.0/12"), RecordCondition.Parse("dstport!=80"));
        Assert.InRange(
            Allocations.By(() =>
            {
                using var reader = new FlowLogObjectReader(new RepeatedStream(record, lines));
                while (reader.Read())
                    Assert.True(filter.Passes(reader.Record));
                if (reader.Records != lines)
                    throw new InvalidOperationException("Lines are missing.");
            }),
            1,
            200_000);
    }
}

/// <summary>The same bytes many times over.</summary>
sealed class RepeatedStream(byte[] part, int times) : MemoryStream
{
    int left = times;
    int at;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (left > 0 && written < buffer.Length)
        {
            var count = Math.Min(part.Length - at, buffer.Length - written);
            part.AsSpan(at, count).CopyTo(buffer[written..]);
            written += count;
            at += count;
            if (at == part.Length)
                (at, left) = (0, left - 1);
        }

        return written;
    }
}

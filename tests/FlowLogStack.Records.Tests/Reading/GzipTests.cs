using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class GzipTests
{
    static readonly string Text = string.Concat(Enumerable.Range(0, 300).Select(i => Objects.Accepted.Replace("20641", (1024 + (i * 7)).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) + "\n"));

    static long Count(Stream stream)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = "x.log.gz" });
        while (reader.Read())
            Assert.False(reader.IsRejected, reader.IsRejected ? reader.DescribeRejection() : "");
        return reader.Records;
    }

    [Fact]
    public void Several_members_are_read_as_one() =>
        Assert.Equal(601, Count(new MemoryStream([.. Objects.Gzip(Text), .. Objects.Gzip(""), .. Objects.Gzip(Objects.Header + "\n" + Objects.NoData + "\n"), .. Objects.Gzip(Text)])));

    [Fact]
    public void Bytes_may_arrive_in_any_pieces()
    {
        byte[] bytes = [.. Objects.Gzip(Text), .. Objects.Gzip(Text)];
        for (var seed = 0; seed < 50; seed++)
            Assert.Equal(600, Count(new Dribble(bytes, new Random(seed))));
        Assert.Equal(600, Count(new OneByOne(bytes)));
    }

    [Fact]
    public void An_object_cut_short_at_any_byte_is_refused_and_never_adds_a_line()
    {
        var bytes = Objects.Gzip(Text);
        var expected = Text.Split('\n');
        for (var length = 2; length < bytes.Length; length++)
        {
            var number = 0;
            var refused = Assert.Throws<UnreadableObjectException>(() =>
            {
                using var reader = new FlowLogObjectReader(new MemoryStream(bytes, 0, length), new FlowLogObjectOptions { Name = "x.log.gz" });
                while (reader.Read())
                    Assert.Equal(expected[number++], Encoding.UTF8.GetString(reader.Line));
            });
            Assert.StartsWith("x.log.gz: ", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_object_cut_short_in_its_second_member_is_refused()
    {
        var first = Objects.Gzip(Text);
        for (var length = 1; length < 200; length++)
            Assert.Throws<UnreadableObjectException>(() => Count(new MemoryStream([.. first, .. first.AsSpan(0, length)])));
    }

    [Fact]
    public void Bytes_behind_the_last_member_are_refused()
    {
        foreach (byte[] rest in new byte[][] { [0], new byte[512], [1, 2, 3, 4], [.. "2 not compressed"u8] })
            Assert.Contains("other bytes", Assert.Throws<UnreadableObjectException>(() => Count(new MemoryStream([.. Objects.Gzip(Text), .. rest]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flipped_bit_is_found_out()
    {
        var bytes = Objects.Gzip(Text);
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var damaged = (byte[])bytes.Clone();
            // The header's time, flags and operating system, bytes 3 to 9, are not covered by the checksum.
            damaged[random.Next(10, damaged.Length)] ^= (byte)(1 << random.Next(8));
            Assert.Throws<UnreadableObjectException>(() =>
            {
                using var reader = new FlowLogObjectReader(new MemoryStream(damaged));
                while (reader.Read())
                {
                }
            });
        }
    }

    // The span overload of MemoryStream comes here for classes derived from it.
    sealed class OneByOne(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}

using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class GzipTests
{
    static readonly string Text = string.Concat(Enumerable.Range(0, 300)
        .Select(i => Objects.Accepted.Replace("20641", (1024 + (i * 7)).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            + "\n"));

    static long Count(Stream stream)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = "x.log.gz" });
        while (reader.Read())
            Assert.False(reader.IsRejected, reader.IsRejected ? reader.DescribeRejection() : "");
        return reader.Records;
    }

    [Fact]
    public void Several_members_are_read_as_one() =>
        Assert.Equal(601, Count(new MemoryStream([.. Objects.Gzip(Text), .. Objects.Gzip(""), .. Objects.Gzip(Objects.Header + "\n" + Objects.NoData + "\n"),
            .. Objects.Gzip(Text)])));

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
            Assert.Contains("other bytes", Assert.Throws<UnreadableObjectException>(() => Count(new MemoryStream([.. Objects.Gzip(Text), .. rest]))).Message,
                StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_between_members_and_behind_them_are_passed_over()
    {
        foreach (var blank in new[] { "\n", "\r\n", " ", " \t\r\n\n", new string('\n', 9000) })
        {
            byte[] member = Objects.Gzip(Text), between = Encoding.ASCII.GetBytes(blank);
            foreach (var (bytes, expected) in new (byte[], int)[] { ([.. member, .. between], 300),
                ([.. member, .. between, .. member, .. between, .. Objects.Gzip(Objects.NoData)], 601) })
            {
                Assert.Equal(expected, Count(new MemoryStream(bytes)));
                Assert.Equal(expected, Count(new OneByOne(bytes)));
                for (var seed = 0; seed < 20; seed++)
                    Assert.Equal(expected, Count(new Dribble(bytes, new Random(seed))));
            }
        }
    }

    [Fact]
    public void Hundreds_of_small_members_with_a_line_ending_each_are_read_as_one()
    {
        byte[] bytes = [.. Enumerable.Range(0, 700).SelectMany(i => (byte[])[.. Objects.Gzip(i % 7 == 1 ? "" : Objects.NoData + "\n"), (byte)'\n'])];

        Assert.Equal(600, Count(new MemoryStream(bytes)));
        Assert.Equal(600, Count(new OneByOne(bytes)));
    }

    [Fact]
    public void Blanks_are_passed_over_only_where_a_whole_member_follows_a_whole_member()
    {
        byte[] member = Objects.Gzip(Text), small = Objects.Gzip(Objects.NoData);
        foreach (byte[] bytes in new byte[][]
        {
            [.. member, 0, (byte)'\n'], [.. member, 0, (byte)'\n', .. small], [.. member, (byte)'\n', 0, .. small], [.. member, (byte)'\n', .. small[..^1]],
            [.. member[..^1], (byte)'\n', .. small], [.. member, (byte)'\n', 0x1F], [.. member, (byte)'\n', .. "text"u8],
            [.. member, (byte)'x', (byte)'\n', .. small],
        })
        {
            Assert.Throws<UnreadableObjectException>(() => Count(new MemoryStream(bytes)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(300)]
    [InlineData(9_000)]
    public void Every_line_before_a_wrong_checksum_or_length_is_returned_before_the_error(int lines)
    {
        var text = string.Concat(Enumerable.Range(0, lines).Select(i => $"{Objects.Accepted[..^9]}{(i % 2 == 0 ? "ACCEPT" : "REJECT")} OK\n"));
        byte[] member = Objects.Gzip(text), other = Objects.Gzip(Text);
        foreach (var fault in Enumerable.Range(1, 8))
        {
            byte[] damaged = [.. member];
            damaged[^fault] ^= 0x10;
            byte[][] objects = [damaged, [.. damaged, (byte)'\n'], [.. damaged, (byte)'\r', (byte)'\n', .. other], [.. damaged, .. other]];
            foreach (var bytes in objects)
                Assert.All([false, true], form => Assert.Equal(lines, LinesBeforeDamage(new MemoryStream(bytes), form)));
            Assert.Equal(300 + lines, LinesBeforeDamage(new Dribble([.. other, .. damaged], new Random(fault)), acceptsAnyForm: true));
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9_000)]
    public void Every_event_of_a_document_before_a_wrong_checksum_is_returned_before_the_error(int events)
    {
        var messages = Enumerable.Range(0, events).Select(i => $$"""{"timestamp":{{i}},"message":"{{Objects.Accepted}}"}""");
        var bytes = Objects.Gzip($$"""{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[{{string.Join(',', messages)}}]}""");
        bytes[^6] ^= 0xFF;

        Assert.Equal(events, LinesBeforeDamage(new MemoryStream(bytes), acceptsAnyForm: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(9_000)]
    public void Every_line_of_an_object_that_was_compressed_twice_is_returned_before_the_error_of_the_outer_checksum(int lines)
    {
        var bytes = Objects.Gzip(Objects.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Objects.Accepted + "\n", lines)))));
        bytes[^6] ^= 0xFF;

        Assert.Equal(lines, LinesBeforeDamage(new MemoryStream(bytes), acceptsAnyForm: true));
    }

    static long LinesBeforeDamage(Stream stream, bool acceptsAnyForm)
    {
        using var reader = new FlowLogObjectReader(stream, new FlowLogObjectOptions { Name = "x.log.gz", AcceptsAnyForm = acceptsAnyForm });
        var error = Assert.Throws<UnreadableObjectException>(() =>
        {
            while (reader.Read())
                Assert.False(reader.IsRejected);
        });
        Assert.Equal("x.log.gz: its gzip data is damaged. Fetch the object again.", error.Message);
        return reader.Records;
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

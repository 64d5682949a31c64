using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class LogEventReaderTests
{
    static List<string> Messages(byte[] bytes, int atATime = int.MaxValue)
    {
        using var reader = new LogEventReader(new Trickle(bytes, atATime), "test");
        var messages = new List<string>();
        while (reader.Read())
            messages.Add(reader.IsTooLong ? $"{reader.LineNumber}!{reader.Message.Length}" : $"{reader.LineNumber}:{Encoding.UTF8.GetString(reader.Message)}");
        return messages;
    }

    static byte[] Gzip(string text)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return compressed.ToArray();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\n", "1:a")]
    [InlineData("a\nb", "1:a,2:b")]
    [InlineData("a\r\nb\r\n", "1:a,2:b")]
    [InlineData("\n\na\n\nb\n", "3:a,5:b")]
    [InlineData("\uFEFFa\nb", "1:a,2:b")]
    [InlineData("{\"a\":1}\n[x y]\n", "1:{\"a\":1},2:[x y]")]
    [InlineData("version account-id interface-id\n2 1 eni\nversion account-id interface-id\n2 2 eni\n", "2:2 1 eni,4:2 2 eni")]
    [InlineData("brand-new-field version account-id\n2 1 3\n", "2:2 1 3")]
    [InlineData("version\taccount-id\tinterface-id\n2\t1\teni\n  version  account-id interface-id \n", "2:2\t1\teni")]
    [InlineData("a  version\tof events\n", "1:a  version\tof events")]
    [InlineData("hello world\nversion\n", "1:hello world,2:version")]
    [InlineData("a version of events\nstart\n", "1:a version of events,2:start")]
    public void Reads_lines_but_no_headers_and_no_blanks(string text, string expected)
    {
        var messages = expected.Split(',', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(messages, Messages(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(messages, Messages(Encoding.UTF8.GetBytes(text), atATime: 1));
        Assert.Equal(messages, Messages(Gzip(text)));
    }

    [Fact]
    public void Marks_lines_that_are_too_long_for_an_event_and_goes_on()
    {
        var limit = LogEventReader.MaximumMessageLength;
        var text = $"a\n{new string('b', limit)}\n{new string('c', limit + 1)}\n{new string('d', (3 * limit) + 7)}\ne\n{new string('f', limit + 2)}";
        var messages = Messages(Encoding.UTF8.GetBytes(text));
        Assert.Equal(["1:a", "3!" + limit, "4!" + limit, "5:e", "6!" + limit], messages.Where(message => !message.StartsWith("2:", StringComparison.Ordinal)));
        Assert.Equal(limit + 2, messages[1].Length);
    }

    [Theory]
    [InlineData("[{\"a\":1},{\"b\":{\"c\":[1,{\"d\":2}]}},{\"message\":\"m\"},{\"e\":\"x\"}]\n",
        "{\"a\":1}", "{\"b\":{\"c\":[1,{\"d\":2}]}}", "m", "{\"e\":\"x\"}")]
    [InlineData("[\n{\"a\":1},\n{\"b\":2}\n]\n", "{\"a\":1}", "{\"b\":2}")]
    [InlineData("{\"events\":[{\"a\":1},{\"message\":\"m\"},{\"b\":2}]}\n", "{\"a\":1}", "m", "{\"b\":2}")]
    [InlineData("[{\"events\":[{\"a\":1}],\"x\":\"y\"},{\"b\":2}]\n", "{\"a\":1}", "{\"b\":2}")]
    public void Items_of_an_array_are_events_wherever_the_blocks_end(string text, params string[] expected)
    {
        // The head of an object is read until its first line ends.
        var bytes = Encoding.UTF8.GetBytes("[\n" + text[(text[0] == '[' ? 1 : 0)..] + (text[0] == '[' ? "" : "]\n"));
        for (var atATime = 1; atATime <= bytes.Length; atATime++)
            Assert.Equal(expected, Messages(bytes, atATime).Select(message => message[(message.IndexOf(':', StringComparison.Ordinal) + 1)..]));
    }

    [Fact]
    public void Items_of_an_array_of_many_blocks_are_all_events()
    {
        string[] items = [.. Enumerable.Range(0, 2000).Select(i => $"{{\"number\":{i},\"text\":\"{new string('x', i % 400)}\"}}"),
            $"{{\"long\":\"{new string('y', 200_000)}\"}}", "{\"last\":true}"];
        foreach (var atATime in new[] { 997, 65_536, int.MaxValue })
        {
            Assert.Equal(items, Messages(Encoding.UTF8.GetBytes($"[{string.Join(",\n", items)}]"), atATime)
                .Select(message => message[(message.IndexOf(':', StringComparison.Ordinal) + 1)..]));
        }
    }

    [Fact]
    public void Reports_gzip_that_was_cut_short()
    {
        var bytes = Gzip(string.Join('\n', Enumerable.Range(0, 5000)));
        Assert.Throws<UnreadableObjectException>(() => Messages(bytes[..(bytes.Length / 2)]));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(50_000)]
    [InlineData(997)]
    public void Objects_of_an_array_are_whole_wherever_a_block_ends(int atATime)
    {
        string[] objects = [.. Enumerable.Range(0, 2000)
            .Select(i => $"{{\"n\":{i},\"deep\":{{\"list\":[\"{new string('x', i == 1000 ? 300_000 : i % 97)}\",[1,{{\"events\":2}}]]}},\"end\":true}}")];
        var array = Encoding.UTF8.GetBytes($"[{string.Join(",\n", objects)}]");
        Assert.Equal(objects.Select((text, index) => $"{index + 1}:{text}"), Messages(array, atATime));
    }

    sealed class Trickle(byte[] bytes, int atATime) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, atATime)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atATime));
    }
}

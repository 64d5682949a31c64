using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Processing.Tests;

public sealed class OutputBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void What_is_written_is_kept_whatever_the_capacity(int capacity)
    {
        var output = new OutputBuffer(capacity);
        var expected = new StringBuilder();
        for (var i = 0; i < 40; i++)
        {
            var text = new string((char)('a' + (i % 26)), i % 9);
            output.Append(Encoding.UTF8.GetBytes(text));
            output.Append((byte)'-');
            Encoding.UTF8.GetBytes(text).CopyTo(output.Reserve(text.Length));
            output.Advance(text.Length);
            expected.Append(text).Append('-').Append(text);
        }

        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(output.Written));
        Assert.Equal(expected.Length, output.Length);
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(output.Array.AsSpan(0, output.Length)));
        output.Truncate(5);
        output.Append((byte)'!');
        Assert.Equal(expected.ToString(0, 5) + "!", Encoding.UTF8.GetString(output.Written));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void A_writer_always_has_room(int hint)
    {
        var output = new OutputBuffer(0);
        IBufferWriter<byte> writer = output;
        Assert.InRange(writer.GetSpan(hint).Length, Math.Max(hint, 1), int.MaxValue);
        output.Append("full"u8);
        writer.GetMemory(hint).Span[0] = (byte)'!';
        writer.Advance(1);
        Assert.Equal("full!", Encoding.UTF8.GetString(output.Written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("text")]
    public void Text_is_quoted_and_compressed_whatever_its_length(string text)
    {
        Assert.Equal($"\"{text}\"", Encoding.UTF8.GetString(JsonText.Quote(text)));
        using var reader = new StreamReader(new GZipStream(new MemoryStream(Compression.Gzip(Encoding.UTF8.GetBytes(text))), CompressionMode.Decompress));
        Assert.Equal(text, reader.ReadToEnd());
    }
}

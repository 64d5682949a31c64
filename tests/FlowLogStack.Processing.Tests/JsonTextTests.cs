using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processing.Tests;

public sealed class JsonTextTests
{
    static string ReadBack(ReadOnlySpan<byte> text)
    {
        var output = new OutputBuffer(16);
        JsonText.WriteString(output, text);
        Assert.DoesNotContain(output.Written.ToArray(), octet => octet < 0x20);
        return JsonSerializer.Deserialize<string>(output.Written)!;
    }

    // Bytes that are not UTF-8 are replaced, as .NET replaces them; all others are kept.
    [Fact]
    public void Any_byte_anywhere_in_a_text_is_read_back_by_a_JSON_reader()
    {
        for (var octet = 0; octet <= 0xFF; octet++)
        {
            foreach (var text in new byte[][] { [(byte)octet], [(byte)'a', (byte)octet, (byte)'"', (byte)octet], [0xC3, 0xA9, (byte)octet] })
                Assert.Equal(Encoding.UTF8.GetString(text), ReadBack(text));
        }
    }

    [Fact]
    public void Any_text_is_read_back_by_a_JSON_reader()
    {
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var text = new byte[random.Next(40)];
            random.NextBytes(text);
            Assert.Equal(Encoding.UTF8.GetString(text), ReadBack(text));
            var valid = new string([.. text.Select(octet => (char)(octet * 257 % 0xD800))]);
            Assert.Equal(valid, JsonSerializer.Deserialize<string>(JsonText.Quote(valid)));
        }
    }
}

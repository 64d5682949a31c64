using System.Globalization;
using System.Net;

namespace FlowLogStack.Athena.Tests;

/// <summary>The engine's addresses, compared with those of the library.</summary>
public sealed class AddressTests(SharedDatabase database) : IClassFixture<SharedDatabase>
{
    readonly Random random = new(20261121);

    [Fact]
    public void Agree_with_the_library_on_which_blocks_contain_which_addresses()
    {
        var cases = Enumerable.Range(0, 4000).Select(_ => Case()).ToList();
        var values = string.Join(", ", cases.Select((pair, index) => $"({index}, '{pair.Block}', '{pair.Address}')"));
        var answers = database.Value.Query($"SELECT contains(cidr, TRY_CAST(address AS IPADDRESS)) FROM (VALUES {values}) AS t (i, cidr, address) ORDER BY i")
            .Lines;
        var expected = cases.Select(pair => AddressRange.TryParse(pair.Block, out var range) && FlowAddress.TryParse(pair.Address, out var address)
            ? range.Contains(address) ? "true" : "false"
            : throw new InvalidOperationException($"{pair} is no case."));
        Assert.Equal(expected, answers);
        Assert.InRange(answers.Count(answer => answer == "true"), 1000, 3000);
    }

    [Fact]
    public void Agree_with_the_library_on_what_is_an_address()
    {
        string[] spellings =
        [
            "0.0.0.0", "255.255.255.255", "10.0.2.1", "256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1.2.3.4 ", "", "-", "abc", ":", "::", "::1", "1::", ":::",
            "1::2::3",
            "2001:db8::ff00:42:8329", "2001:DB8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::1:2:3:4:5:6:7", "1:2:3:4:5:6:7::", "12345::",
            "g::", "::ffff:10.0.0.1", "::10.0.0.1",
            "64:ff9b::192.0.2.33", "::ffff:10.0.0.256", "::ffff:10.0.0", "1:2:3:4:5:6:10.0.0.1", "1:2:3:4:5:6:7:10.0.0.1", "10.0.0.1::",
        ];
        var values = string.Join(", ", spellings.Select((text, index) => $"({index}, '{text}')"));
        var answers = database.Value.Query($"SELECT address_number(address) FROM (VALUES {values}) AS t (i, address) ORDER BY i")
            .Values("address_number(address)");
        Assert.Equal(
            spellings.Select(text => (text, FlowAddress.TryParse(text, out var address) ? ((UInt128)address.High << 64 | address.Low)
                .ToString(CultureInfo.InvariantCulture) : null)),
            spellings.Zip(answers));
    }

    (string Block, string Address) Case()
    {
        var width = random.Next(2) == 0 ? 4 : 16;
        var block = Bytes(width);
        var prefix = random.Next(width * 8 + 1);
        // Half of the addresses share the block's first bits, or all of them except one.
        var address = random.Next(8) == 0 ? Bytes(20 - width) : Bytes(width);
        if (address.Length == width && random.Next(4) != 0)
        {
            var shared = random.Next(4) == 0 ? Math.Max(0, prefix - 1) : prefix;
            for (var bit = 0; bit < shared; bit++)
            {
                var mask = (byte)(0x80 >> (bit % 8));
                address[bit / 8] = (byte)((address[bit / 8] & ~mask) | (block[bit / 8] & mask));
            }
        }

        return ($"{new IPAddress(block)}/{prefix}", new IPAddress(address).ToString());
    }

    byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        for (var i = 0; i < count; i++)
        {
            if (random.Next(3) == 0)
                bytes[i] = 0;
        }

        return bytes;
    }
}

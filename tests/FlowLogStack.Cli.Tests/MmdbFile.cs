using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>Writes a database in MaxMind's format, version 2.0, with records of 32 bits.</summary>
static class MmdbFile
{
    /// <summary>Returns the bytes of a database of IPv6, in which IPv4 is below ::/96.</summary>
    /// <param name="type">Type of the database, such as <c>GeoLite2-Country</c>.</param>
    /// <param name="networks">Blocks in CIDR notation, without overlaps, and their data: text, numbers and maps.</param>
    internal static byte[] Of(string type, params (string Block, Dictionary<string, object> Data)[] networks)
    {
        List<int?[]> nodes = [new int?[2]];
        using MemoryStream data = new();
        foreach (var (block, values) in networks)
        {
            var parts = block.Split('/');
            var address = IPAddress.Parse(parts[0]).GetAddressBytes();
            var bits = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + (address.Length == 4 ? 96 : 0);
            byte[] whole = address.Length == 4 ? [.. new byte[12], .. address] : address;
            var node = 0;
            for (var bit = 0; bit < bits; bit++)
            {
                var side = (whole[bit / 8] >> (7 - (bit % 8))) & 1;
                if (bit == bits - 1)
                {
                    // Negative until the number of nodes is known.
                    nodes[node][side] = -1 - (int)data.Length;
                    Write(data, values);
                    break;
                }

                if (nodes[node][side] is not { } next)
                {
                    nodes[node][side] = next = nodes.Count;
                    nodes.Add(new int?[2]);
                }

                node = next;
            }
        }

        using MemoryStream file = new();
        var word = new byte[4];
        foreach (var record in nodes.SelectMany(node => node))
        {
            var value = record is not { } target ? nodes.Count : target >= 0 ? target : nodes.Count + 16 + (-1 - target);
            BinaryPrimitives.WriteInt32BigEndian(word, value);
            file.Write(word);
        }

        file.Write(new byte[16]);
        data.WriteTo(file);
        file.Write([0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8]);
        Write(file, new Dictionary<string, object>
        {
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = 1767607200UL,
            ["database_type"] = type,
            ["description"] = new Dictionary<string, object> { ["en"] = "test" },
            ["ip_version"] = (ushort)6,
            ["languages"] = Array.Empty<string>(),
            ["node_count"] = (uint)nodes.Count,
            ["record_size"] = (ushort)32,
        });
        return file.ToArray();
    }

    static void Write(Stream to, object value)
    {
        switch (value)
        {
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                // Beyond 28 bytes, one more byte has the rest of the length.
                to.Write(bytes.Length < 29 ? [(byte)((2 << 5) | bytes.Length), .. bytes] : [(2 << 5) | 29, (byte)(bytes.Length - 29), .. bytes]);
                break;
            case ushort number:
                to.Write([(5 << 5) | 2, (byte)(number >> 8), (byte)number]);
                break;
            case uint number:
                to.Write([(6 << 5) | 4, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
                break;
            case ulong number:
                var eight = new byte[8];
                BinaryPrimitives.WriteUInt64BigEndian(eight, number);
                to.Write([8, 9 - 7, .. eight]);
                break;
            case string[] list:
                to.Write([(byte)list.Length, 11 - 7]);
                break;
            case Dictionary<string, object> map:
                to.WriteByte((byte)((7 << 5) | map.Count));
                foreach (var (name, item) in map)
                {
                    Write(to, name);
                    Write(to, item);
                }

                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }
}

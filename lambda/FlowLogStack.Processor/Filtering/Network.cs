using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FlowLogStack.Records;

namespace FlowLogStack.Processor;

/// <summary>A block of addresses that share their leading bits.</summary>
readonly struct Network
{
    readonly FlowAddress first;
    readonly bool isIPv4;
    readonly ulong highMask;
    readonly ulong lowMask;

    Network(FlowAddress first, int bits)
    {
        isIPv4 = first.IsIPv4;
        highMask = Mask(Math.Min(bits, 64));
        lowMask = Mask(Math.Max(bits - 64, 0));
        HasHostBits = (first.High & ~highMask) != 0 || (first.Low & ~lowMask) != 0;
        this.first = new FlowAddress(first.High & highMask, first.Low & lowMask);
    }

    bool HasHostBits { get; }

    /// <summary>Reads a CIDR block, an address or the beginning of one, IPv4 or IPv6.</summary>
    /// <remarks>
    /// A beginning ends at a dot or colon, written or implied: <c>10.1</c> and <c>10.1.</c> are 10.1.0.0/16, never
    /// 10.123.0.0. The zeros that end a whole IPv4 address stand for any value, as in <c>10.8.0.0</c>.
    /// </remarks>
    /// <exception cref="FormatException">None of these; the message names the text and the cure.</exception>
    public static Network Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
            return Block(text, text[..slash], text[(slash + 1)..]);
        return text.Contains(':', StringComparison.Ordinal) ? Hextets(text) : Octets(text);
    }

    // IPv4 addresses are held as IPv6 ones, which ::/0 would take for its own.
    public bool Contains(FlowAddress address) => address.IsIPv4 == isIPv4 && (address.High & highMask) == first.High && (address.Low & lowMask) == first.Low;

    static Network Block(string text, string address, string bits)
    {
        if (!IPAddress.TryParse(address, out var parsed) || !FlowAddress.TryParse(address, out var first)
            || !int.TryParse(bits, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > (parsed.AddressFamily is AddressFamily.InterNetwork ? 32 : 128))
        {
            throw Unreadable(text);
        }

        var network = new Network(first, first.IsIPv4 ? 96 + length : length);
        return !network.HasHostBits
            ? network
            : throw new FormatException($"'{text}' has bits set beyond its first {length}: write {network.first}/{length}.");
    }

    static Network Octets(string text)
    {
        var parts = text.TrimEnd('.').Split('.');
        uint address = 0;
        if (parts.Length > 4)
            throw Unreadable(text);
        for (var i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
                throw Unreadable(text);
            address |= (uint)octet << (24 - (8 * i));
        }

        var octets = parts.Length;
        if (octets == 4)
        {
            while (octets > 0 && parts[octets - 1] is "0")
                octets--;
        }

        return octets > 0
            ? new Network(FlowAddress.FromIPv4(address), 96 + (8 * octets))
            : throw new FormatException($"'{text}' would drop every IPv4 record: write 0.0.0.0/0 if that is meant.");
    }

    static Network Hextets(string text)
    {
        if (FlowAddress.TryParse(text, out var whole) && !text.EndsWith("::", StringComparison.Ordinal))
            return new Network(whole, 128);
        var parts = text.TrimEnd(':').Split(':');
        ulong high = 0, low = 0;
        if (parts.Length > 8)
            throw Unreadable(text);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 4 || !ushort.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hextet))
                throw Unreadable(text);
            if (i < 4)
                high |= (ulong)hextet << (48 - (16 * i));
            else
                low |= (ulong)hextet << (48 - (16 * (i - 4)));
        }

        return new Network(new FlowAddress(high, low), 16 * parts.Length);
    }

    static ulong Mask(int bits) => bits is 0 ? 0 : ulong.MaxValue << (64 - bits);

    static FormatException Unreadable(string text) =>
        new($"'{text}' is neither a CIDR block nor the beginning of an address: write 10.0.0.0/16, 10.0. or 2001:db8::/32.");
}

using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Parser of address blocks, including the abbreviations that other forwarders accept.</summary>
static class NetworkText
{
    /// <summary>Parses a CIDR block, an address or the beginning of one, IPv4 or IPv6.</summary>
    /// <remarks>
    /// A beginning ends at a dot or colon, written or implied: <c>10.1</c> and <c>10.1.</c> are 10.1.0.0/16, never
    /// 10.123.0.0. Zeros at the end of a whole IPv4 address match any value, as in <c>10.8.0.0</c>.
    /// </remarks>
    /// <exception cref="FormatException">The text has another form; the message contains it and the fix.</exception>
    public static AddressRange Parse(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
            return Block(text);
        return text.Contains(':', StringComparison.Ordinal) ? Hextets(text) : Octets(text);
    }

    static AddressRange Block(string text)
    {
        if (!AddressRange.TryParse(text, out var range))
            throw Unreadable(text);
        FlowAddress.TryParse(text[..text.IndexOf('/', StringComparison.Ordinal)], out var address);
        return address == range.Address
            ? range
            : throw new FormatException($"'{text}' has bits set beyond its first {range.PrefixLength}. Use {range}.");
    }

    static AddressRange Octets(string text)
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
            ? new AddressRange(FlowAddress.FromIPv4(address), 8 * octets)
            : throw new FormatException($"'{text}' would drop every IPv4 record. Use 0.0.0.0/0 if that is intended.");
    }

    static AddressRange Hextets(string text)
    {
        if (FlowAddress.TryParse(text, out var whole) && !text.EndsWith("::", StringComparison.Ordinal))
            return new AddressRange(whole, whole.IsIPv4 ? 32 : 128);
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

        // A range counts an IPv4 address's bits within its own family, in either notation.
        var address = new FlowAddress(high, low);
        return new AddressRange(address, (16 * parts.Length) - (address.IsIPv4 ? 96 : 0));
    }

    static FormatException Unreadable(string text) =>
        new($"'{text}' is not a CIDR block or the beginning of an address. Use a form such as 10.0.0.0/16, 10.0. or 2001:db8::/32.");
}

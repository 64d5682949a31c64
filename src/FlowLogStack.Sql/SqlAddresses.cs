using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Sql;

/// <summary>Addresses in SQL, which are text.</summary>
static class SqlAddresses
{
    // Statements have few blocks, each for many rows.
    [ThreadStatic]
    static (string Text, AddressRange Range) last;

    /// <summary>The number of an address, IPv4 in <c>::ffff:0:0/96</c>; null if the text isn't an address.</summary>
    internal static string? Number(string text) => Parse(text) is { } number ? number.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The 16 bytes of an address as hexadecimal digits; null if the text isn't an address.</summary>
    internal static string? Hex(string text) => Parse(text)?.ToString("X32", CultureInfo.InvariantCulture);

    /// <summary>Whether a block contains an address; null if the text isn't an address.</summary>
    /// <exception cref="FormatException">The block is not valid.</exception>
    internal static bool? Contains(string block, string text)
    {
        if (!FlowAddress.TryParse(text, out var address))
            return null;
        if (!string.Equals(last.Text, block, StringComparison.Ordinal))
        {
            if (!AddressRange.TryParse(block, out var range))
                throw new FormatException($"'{block}' is not a valid CIDR block. Use an address and a prefix length, such as 10.0.0.0/8.");
            last = (block, range);
        }

        return last.Range.Contains(address);
    }

    static UInt128? Parse(string text) => FlowAddress.TryParse(text, out var address) ? new UInt128(address.High, address.Low) : null;
}

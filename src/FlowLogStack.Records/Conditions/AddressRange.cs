using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A block of addresses in CIDR notation, such as <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>.</summary>
public readonly struct AddressRange : IEquatable<AddressRange>
{
    const int MappedBits = 96;

    readonly ulong highMask;
    readonly ulong lowMask;

    /// <summary>Creates the block of addresses that share their first bits with <paramref name="address"/>.</summary>
    /// <param name="address">Any address of the block; its other bits are ignored.</param>
    /// <param name="prefixLength">Number of shared bits: 0 to 32 for IPv4, 0 to 128 for IPv6.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is longer than the address.</exception>
    public AddressRange(FlowAddress address, int prefixLength)
    {
        var width = address.IsIPv4 ? 32 : 128;
        ArgumentOutOfRangeException.ThrowIfNegative(prefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, width);
        PrefixLength = prefixLength;
        (Address, highMask, lowMask) = Masked(address, 128 - width + prefixLength);
    }

    AddressRange(FlowAddress address, int bits, int prefixLength)
    {
        PrefixLength = prefixLength;
        (Address, highMask, lowMask) = Masked(address, bits);
    }

    static (FlowAddress First, ulong High, ulong Low) Masked(FlowAddress address, int bits)
    {
        var highMask = bits >= 64 ? ulong.MaxValue : bits == 0 ? 0 : ulong.MaxValue << (64 - bits);
        var lowMask = bits <= 64 ? 0 : ulong.MaxValue << (128 - bits);
        return (new FlowAddress(address.High & highMask, address.Low & lowMask), highMask, lowMask);
    }

    /// <summary>First address of the block.</summary>
    public FlowAddress Address { get; }

    /// <summary>Number of bits that all addresses of the block share, within their own IP version.</summary>
    public int PrefixLength { get; }

    /// <summary>Parses a block: an address, alone or followed by <c>/</c> and a prefix length.</summary>
    /// <param name="text">Text such as <c>10.0.0.0/8</c>; bits after the prefix are ignored, and an address alone is a block of one.</param>
    /// <param name="range">The block.</param>
    public static bool TryParse(string? text, out AddressRange range)
    {
        range = default;
        var slash = text?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        if (!FlowAddress.TryParse(slash < 0 ? text : text![..slash], out var address))
            return false;
        // An IPv4 address in IPv6 notation has the prefix lengths of IPv6.
        var isMapped = address.IsIPv4 && text!.Contains(':', StringComparison.Ordinal);
        var width = address.IsIPv4 && !isMapped ? 32 : 128;
        var prefixLength = width;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefixLength) || prefixLength > width))
            return false;
        range = !isMapped ? new AddressRange(address, prefixLength)
            : prefixLength >= MappedBits ? new AddressRange(address, prefixLength - MappedBits)
            : new AddressRange(address, prefixLength, prefixLength);
        return true;
    }

    /// <summary>Returns whether the address is in the block; false for an address of the other IP version.</summary>
    public bool Contains(FlowAddress address) =>
        (address.High & highMask) == Address.High && (address.Low & lowMask) == Address.Low && address.IsIPv4 == Address.IsIPv4;

    /// <summary>Returns whether the address is in the block if both are written as IPv6 addresses.</summary>
    internal bool ContainsMapped(FlowAddress address) => (address.High & highMask) == Address.High && (address.Low & lowMask) == Address.Low;

    /// <inheritdoc/>
    public bool Equals(AddressRange other) => Address == other.Address && PrefixLength == other.PrefixLength;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AddressRange other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, PrefixLength);

    /// <summary>Returns the canonical text, such as <c>10.0.0.0/8</c>.</summary>
    public override string ToString() => $"{Address}/{PrefixLength}";

    /// <summary>Returns whether both are the same block.</summary>
    public static bool operator ==(AddressRange left, AddressRange right) => left.Equals(right);

    /// <summary>Returns whether they are different blocks.</summary>
    public static bool operator !=(AddressRange left, AddressRange right) => !left.Equals(right);
}

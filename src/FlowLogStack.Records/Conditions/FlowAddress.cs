using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>An IPv4 or IPv6 address as 16 bytes. IPv4 addresses are mapped to <c>::ffff:0:0/96</c>, so both versions compare and mask alike.</summary>
public readonly struct FlowAddress : IEquatable<FlowAddress>, IComparable<FlowAddress>
{
    const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>Creates an address from two halves.</summary>
    /// <param name="high">First eight bytes, in network order.</param>
    /// <param name="low">Last eight bytes, in network order.</param>
    public FlowAddress(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>First eight bytes, in network order.</summary>
    public ulong High { get; }

    /// <summary>Last eight bytes, in network order.</summary>
    public ulong Low { get; }

    /// <summary>Whether the address is an IPv4 address, in either notation.</summary>
    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>Creates an IPv4 address from four bytes, the first in the highest.</summary>
    public static FlowAddress FromIPv4(uint address) => new(0, MappedPrefix | address);

    /// <summary>Parses an address; the whole text has to be the address, without a zone or a prefix length.</summary>
    /// <returns>False if the text is not an address. IPv4 octets with leading zeros are not valid, because some programs read them as octal.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out FlowAddress address) => AddressText.TryParse(utf8, out address);

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out FlowAddress)"/>
    public static bool TryParse(string? text, out FlowAddress address) => AddressText.TryParse(Encoding.UTF8.GetBytes(text ?? ""), out address);

    /// <summary>Writes the 16 bytes in network order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination has fewer than 16 bytes.</exception>
    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, High);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], Low);
    }

    /// <summary>Returns the address as an <see cref="IPAddress"/>, IPv4 as IPv4.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        WriteTo(bytes);
        return new IPAddress(IsIPv4 ? bytes[12..] : bytes);
    }

    /// <inheritdoc/>
    public bool Equals(FlowAddress other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FlowAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(High, Low);

    /// <summary>Compares addresses numerically; IPv4 addresses are adjacent, before most of IPv6.</summary>
    public int CompareTo(FlowAddress other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Returns the canonical text: dotted for IPv4, RFC 5952 for IPv6.</summary>
    public override string ToString() => ToIPAddress().ToString();

    /// <summary>Returns whether both are the same address.</summary>
    public static bool operator ==(FlowAddress left, FlowAddress right) => left.Equals(right);

    /// <summary>Returns whether they are different addresses.</summary>
    public static bool operator !=(FlowAddress left, FlowAddress right) => !left.Equals(right);

    /// <summary>Returns whether the left address is numerically smaller.</summary>
    public static bool operator <(FlowAddress left, FlowAddress right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left address is numerically larger.</summary>
    public static bool operator >(FlowAddress left, FlowAddress right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left address is numerically smaller or the same.</summary>
    public static bool operator <=(FlowAddress left, FlowAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left address is numerically larger or the same.</summary>
    public static bool operator >=(FlowAddress left, FlowAddress right) => left.CompareTo(right) >= 0;
}

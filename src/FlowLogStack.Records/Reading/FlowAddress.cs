using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>An IPv4 or IPv6 address as 16 bytes; an IPv4 address stands in <c>::ffff:0:0/96</c>, so both families compare and mask alike.</summary>
public readonly struct FlowAddress : IEquatable<FlowAddress>, IComparable<FlowAddress>
{
    const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    /// <summary>The address of these two halves.</summary>
    /// <param name="high">The first eight bytes, in network order.</param>
    /// <param name="low">The last eight bytes, in network order.</param>
    public FlowAddress(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The first eight bytes, in network order.</summary>
    public ulong High { get; }

    /// <summary>The last eight bytes, in network order.</summary>
    public ulong Low { get; }

    /// <summary>Whether this is an IPv4 address, however it was spelled.</summary>
    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>The IPv4 address of these four bytes, the first in the highest.</summary>
    public static FlowAddress FromIPv4(uint address) => new(0, MappedPrefix | address);

    /// <summary>Reads an address from its text; the whole text must be the address, without a zone or a prefix length.</summary>
    /// <returns>False when the text is no address; an IPv4 octet with a leading zero is not, since some read it as octal.</returns>
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

    /// <summary>The same address as the framework's type, IPv4 as IPv4.</summary>
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

    /// <summary>Numeric order; IPv4 addresses stand together, before most of IPv6.</summary>
    public int CompareTo(FlowAddress other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>The canonical text: dotted for IPv4, RFC 5952 for IPv6.</summary>
    public override string ToString() => ToIPAddress().ToString();

    /// <summary>Whether both are the same address.</summary>
    public static bool operator ==(FlowAddress left, FlowAddress right) => left.Equals(right);

    /// <summary>Whether they are different addresses.</summary>
    public static bool operator !=(FlowAddress left, FlowAddress right) => !left.Equals(right);

    /// <summary>Whether the left address is numerically smaller.</summary>
    public static bool operator <(FlowAddress left, FlowAddress right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left address is numerically larger.</summary>
    public static bool operator >(FlowAddress left, FlowAddress right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left address is numerically smaller or the same.</summary>
    public static bool operator <=(FlowAddress left, FlowAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left address is numerically larger or the same.</summary>
    public static bool operator >=(FlowAddress left, FlowAddress right) => left.CompareTo(right) >= 0;
}

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowLogStack.Records;

/// <summary>Strict parser of addresses.</summary>
static class AddressText
{
    const int MaximumLength = 45;

    // For each combination of four octets of one to three digits: the positions of their digits and the minimum of each
    // octet, because a three-digit octet below 100 has a leading zero. Indexed by the octets' lengths less one, base 3.
    static readonly Vector128<byte>[] DigitPlaces = new Vector128<byte>[81];
    static readonly Vector128<uint>[] LeastValues = new Vector128<uint>[81];

    static readonly sbyte[] HexDigits = DigitValues();

    static AddressText()
    {
        Span<byte> places = stackalloc byte[16];
        Span<uint> least = stackalloc uint[4];
        for (var layout = 0; layout < 81; layout++)
        {
            places.Fill(0xFF);
            var (at, rest) = (0, layout);
            for (var octet = 0; octet < 4; octet++)
            {
                var digits = (layout / (octet switch { 0 => 27, 1 => 9, 2 => 3, _ => 1 }) % 3) + 1;
                for (var digit = 0; digit < digits; digit++)
                    places[(4 * octet) + 4 - digits + digit] = (byte)(at + digit);
                least[octet] = digits switch { 1 => 0u, 2 => 10u, _ => 100u };
                at += digits + 1;
            }

            DigitPlaces[layout] = Vector128.Create<byte>(places);
            LeastValues[layout] = Vector128.Create<uint>(least);
        }
    }

    internal static bool TryParse(ReadOnlySpan<byte> text, out FlowAddress address)
    {
        address = default;
        if (text.Length is < 2 or > MaximumLength)
            return false;

        Span<byte> padded = stackalloc byte[16];
        if (text.Length >= 16)
            return TryParse(ref MemoryMarshal.GetReference(text), text.Length, out address);
        text.CopyTo(padded);
        return TryParse(ref MemoryMarshal.GetReference(padded), text.Length, out address);
    }

    /// <summary>Parses the address of <paramref name="length"/> bytes at <paramref name="text"/>, from which at least 16 bytes can be loaded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryParse(ref byte text, int length, out FlowAddress address)
    {
        if (length <= 15 && TryParseIPv4(ref text, length, out address))
            return true;
        return TryParseIPv6(MemoryMarshal.CreateReadOnlySpan(ref text, length), out address);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryParseIPv4(ref byte text, int length, out FlowAddress address)
    {
        Unsafe.SkipInit(out address);
        var bytes = Vector128.LoadUnsafe(ref text);
        var dots = Vector128.Equals(bytes, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & ((1u << length) - 1);
        if (BitOperations.PopCount(dots) != 3)
            return false;
        var first = BitOperations.TrailingZeroCount(dots);
        dots &= dots - 1;
        var second = BitOperations.TrailingZeroCount(dots);
        dots &= dots - 1;
        var third = BitOperations.TrailingZeroCount(dots);
        uint a = (uint)first - 1, b = (uint)(second - first) - 2, c = (uint)(third - second) - 2, d = (uint)(length - third) - 2;
        // Each must be 0 to 2. Separate comparisons would branch on the data, which the CPU predicts badly.
        if ((int)(a | b | c | d) < 0 || ((a + 1) | (b + 1) | (c + 1) | (d + 1)) > 3)
            return false;

        var layout = (a * 27) + (b * 9) + (c * 3) + d;
        var digits = Vector128.ShuffleNative(bytes - Vector128.Create((byte)'0'), DigitPlaces[layout]);
        var octets = digits.AsUInt32();
        var value = (((octets >> 8) & Vector128.Create(0xFFu)) * 100u)
            + (((octets >> 16) & Vector128.Create(0xFFu)) * 10u)
            + (octets >> 24);
        var wrong = Vector128.GreaterThan(digits, Vector128.Create((byte)9)).AsUInt32()
            | Vector128.GreaterThan(value, Vector128.Create(255u))
            | Vector128.LessThan(value, LeastValues[layout]);
        if (wrong != Vector128<uint>.Zero)
            return false;
        var packed = Vector128.ShuffleNative(value.AsByte(), Vector128.Create((byte)12, 8, 4, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
        address = FlowAddress.FromIPv4(packed.AsUInt32().ToScalar());
        return true;
    }

    static bool TryParseIPv6(ReadOnlySpan<byte> text, out FlowAddress address)
    {
        address = default;
        if (text.Length is < 2 or > MaximumLength)
            return false;
        Span<ushort> groups = stackalloc ushort[8];
        var (count, gap, at) = (0, -1, 0);
        if (text[0] == ':')
        {
            if (text[1] != ':')
                return false;
            (gap, at) = (0, 2);
        }

        while (at < text.Length)
        {
            if (count == 8)
                return false;
            var (value, digits) = (0, 0);
            while (at + digits < text.Length && HexDigit(text[at + digits]) is >= 0 and var digit)
            {
                if (++digits > 4)
                    return false;
                value = (value << 4) | digit;
            }

            if (digits == 0)
                return false;
            if (at + digits < text.Length && text[at + digits] == '.')
            {
                if (count > 6 || !TryParseEmbedded(text[at..], out var embedded))
                    return false;
                groups[count++] = (ushort)(embedded >> 16);
                groups[count++] = (ushort)embedded;
                at = text.Length;
                break;
            }

            groups[count++] = (ushort)value;
            at += digits;
            if (at == text.Length)
                break;
            if (text[at++] != ':' || at == text.Length)
                return false;
            if (text[at] != ':')
                continue;
            if (gap >= 0)
                return false;
            gap = count;
            at++;
        }

        if (gap < 0 ? count != 8 : count > 7)
            return false;
        if (gap >= 0)
        {
            var moved = count - gap;
            groups[gap..count].CopyTo(groups[(8 - moved)..]);
            groups[gap..(8 - moved)].Clear();
        }

        address = new FlowAddress(Join(groups[..4]), Join(groups[4..]));
        return true;
    }

    static bool TryParseEmbedded(ReadOnlySpan<byte> text, out uint value)
    {
        value = 0;
        if (text.Length > 15)
            return false;
        Span<byte> padded = stackalloc byte[16];
        text.CopyTo(padded);
        if (!TryParseIPv4(ref MemoryMarshal.GetReference(padded), text.Length, out var address))
            return false;
        value = (uint)address.Low;
        return true;
    }

    static ulong Join(ReadOnlySpan<ushort> groups) =>
        ((ulong)groups[0] << 48) | ((ulong)groups[1] << 32) | ((ulong)groups[2] << 16) | groups[3];

    static int HexDigit(byte c) => HexDigits[c];

    static sbyte[] DigitValues()
    {
        var values = new sbyte[256];
        Array.Fill(values, (sbyte)-1);
        for (var digit = 0; digit < 16; digit++)
            values["0123456789abcdef"[digit]] = values["0123456789ABCDEF"[digit]] = (sbyte)digit;
        return values;
    }
}

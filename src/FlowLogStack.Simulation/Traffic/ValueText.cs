using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Writes numbers and addresses as text. Each method returns the number of bytes written.</summary>
static class ValueText
{
    // The digits of each octet and a dot, in memory order.
    static readonly uint[] Octets = [.. Enumerable.Range(0, 256).Select(Packed)];

    internal static int Write(ReadOnlySpan<byte> text, Span<byte> output)
    {
        text.CopyTo(output);
        return text.Length;
    }

    internal static int Write(long number, Span<byte> output)
    {
        var length = Digits((ulong)number);
        for (var at = length - 1; at >= 0; at--)
        {
            var rest = (ulong)number / 10;
            output[at] = (byte)('0' + ((ulong)number - (rest * 10)));
            number = (long)rest;
        }

        return length;
    }

    internal static int Write(FlowAddress address, Span<byte> output)
    {
        if (!address.IsIPv4)
            return WriteIPv6(address, output);
        var low = (uint)address.Low;
        ref var to = ref MemoryMarshal.GetReference(output[..16]);
        var at = Octet(ref to, 0, low >> 24);
        at = Octet(ref to, at, (low >> 16) & 0xFF);
        at = Octet(ref to, at, (low >> 8) & 0xFF);
        return Octet(ref to, at, low & 0xFF) - 1;
    }

    // RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups left out, the first of equal ones.
    static int WriteIPv6(FlowAddress address, Span<byte> output)
    {
        var (gap, gapLength, zeros) = (-1, 1, 0);
        for (var i = 0; i < 8; i++)
        {
            zeros = Group(address, i) == 0 ? zeros + 1 : 0;
            if (zeros > gapLength)
                (gap, gapLength) = (i - zeros + 1, zeros);
        }

        var at = 0;
        for (var i = 0; i < 8; i++)
        {
            if (i == gap)
            {
                output[at++] = (byte)':';
                if (i == 0)
                    output[at++] = (byte)':';
                i += gapLength - 1;
                if (i == 7 && gap > 0)
                    return at;
                continue;
            }

            var group = Group(address, i);
            for (var shift = group > 0xFFF ? 12 : group > 0xFF ? 8 : group > 0xF ? 4 : 0; shift >= 0; shift -= 4)
                output[at++] = "0123456789abcdef"u8[(int)(group >> shift) & 0xF];
            if (i < 7)
                output[at++] = (byte)':';
        }

        return at;
    }

    static uint Group(FlowAddress address, int i) => (uint)((i < 4 ? address.High : address.Low) >> (16 * (3 - (i & 3)))) & 0xFFFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Octet(ref byte output, int at, uint octet)
    {
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref output, at), Octets[octet]);
        return at + (octet > 99 ? 4 : octet > 9 ? 3 : 2);
    }

    static uint Packed(int octet)
    {
        Span<byte> text = stackalloc byte[4];
        var at = Write(octet, text);
        text[at] = (byte)'.';
        return MemoryMarshal.Read<uint>(text);
    }

    static int Digits(ulong number)
    {
        var digits = 1;
        for (; number > 9; number /= 10)
            digits++;
        return digits;
    }
}

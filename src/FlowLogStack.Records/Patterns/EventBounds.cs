using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FlowLogStack.Records;

/// <summary>Search for the starts of a plain event's fields, 64 bytes at a time.</summary>
/// <remarks>
/// A plain event has single separators between its fields and no quotes or brackets, as every flow log record does.
/// <see cref="EventFields"/> reads other events and finds the same fields.
/// </remarks>
static class EventBounds
{
    /// <summary>Required capacity for starts, for any event.</summary>
    internal const int Capacity = MostFields + 1;

    const int BlockLength = 64;
    const int MostFields = 64;

    /// <summary>Writes the start of every field, and the length plus one as the start after the last field.</summary>
    /// <param name="message">The event.</param>
    /// <param name="starts">Receives the starts; its length is at least <see cref="Capacity"/>.</param>
    /// <returns>Number of fields; -1 if the event is not plain or has too many fields.</returns>
    internal static int Find(ReadOnlySpan<byte> message, Span<int> starts)
    {
        ref var bytes = ref MemoryMarshal.GetReference(message);
        ref var next = ref MemoryMarshal.GetReference(starts);
        next = 0;
        var fields = 1;
        // A separator at the start or after another one is not plain; the carry is 1 if the last byte was a separator.
        ulong special = 0, doubled = 0, carry = 1;
        for (var offset = 0; offset < message.Length; offset += BlockLength)
        {
            var left = message.Length - offset;
            ulong separators;
            if (left >= BlockLength)
            {
                separators = Scan(ref Unsafe.Add(ref bytes, offset), out var odd);
                special |= odd;
            }
            else if (message.Length >= BlockLength)
            {
                separators = Scan(ref Unsafe.Add(ref bytes, message.Length - BlockLength), out var odd) >> (BlockLength - left);
                special |= odd;
            }
            else
            {
                separators = ScanShort(message, out var odd);
                special |= odd;
            }

            doubled |= separators & ((separators << 1) | carry);
            carry = left >= BlockLength ? separators >> (BlockLength - 1) : separators >> (left - 1);
            fields += BitOperations.PopCount(separators);
            if (fields > MostFields)
                return -1;
            while (separators != 0)
            {
                next = ref Unsafe.Add(ref next, 1);
                next = offset + BitOperations.TrailingZeroCount(separators) + 1;
                separators &= separators - 1;
            }
        }

        if ((special | doubled | carry) != 0)
            return -1;
        Unsafe.Add(ref next, 1) = message.Length + 1;
        return fields;
    }

    static ulong ScanShort(ReadOnlySpan<byte> message, out ulong special)
    {
        Span<byte> block = stackalloc byte[BlockLength];
        message.CopyTo(block);
        var used = (1UL << message.Length) - 1;
        var separators = Scan(ref MemoryMarshal.GetReference(block), out special) & used;
        return separators;
    }

    /// <summary>Returns one bit for each of 64 bytes: the separators, and in <paramref name="special"/> the quotes and opening brackets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ulong Scan(ref byte bytes, out ulong special) =>
        Vector512.IsHardwareAccelerated ? ScanBy64(ref bytes, out special)
        : Vector256.IsHardwareAccelerated ? ScanBy32(ref bytes, out special)
        : ScanBy16(ref bytes, out special);

    /// <summary>Does the same in one step, for AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong ScanBy64(ref byte bytes, out ulong special)
    {
        var block = Vector512.LoadUnsafe(ref bytes);
        special = (Vector512.Equals(block, Vector512.Create((byte)'"')) | Vector512.Equals(block, Vector512.Create((byte)'[')))
            .ExtractMostSignificantBits();
        return (Vector512.Equals(block, Vector512.Create((byte)' ')) | Vector512.Equals(block, Vector512.Create((byte)'\t'))).ExtractMostSignificantBits();
    }

    /// <summary>Does the same in two steps, for AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong ScanBy32(ref byte bytes, out ulong special)
    {
        var separators = Scan256(ref bytes, out var low) | ((ulong)Scan256(ref Unsafe.Add(ref bytes, 32), out var high) << 32);
        special = low | ((ulong)high << 32);
        return separators;
    }

    /// <summary>Does the same in four steps, for ARM.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong ScanBy16(ref byte bytes, out ulong special)
    {
        special = 0;
        ulong all = 0;
        for (var i = 0; i < BlockLength; i += 16)
        {
            var block = Vector128.LoadUnsafe(ref Unsafe.Add(ref bytes, i));
            special |= (ulong)(Vector128.Equals(block, Vector128.Create((byte)'"')) | Vector128.Equals(block, Vector128.Create((byte)'[')))
                .ExtractMostSignificantBits() << i;
            all |= (ulong)(Vector128.Equals(block, Vector128.Create((byte)' ')) | Vector128.Equals(block, Vector128.Create((byte)'\t')))
                .ExtractMostSignificantBits() << i;
        }

        return all;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static uint Scan256(ref byte bytes, out uint special)
    {
        var block = Vector256.LoadUnsafe(ref bytes);
        special = (Vector256.Equals(block, Vector256.Create((byte)'"')) | Vector256.Equals(block, Vector256.Create((byte)'['))).ExtractMostSignificantBits();
        return (Vector256.Equals(block, Vector256.Create((byte)' ')) | Vector256.Equals(block, Vector256.Create((byte)'\t'))).ExtractMostSignificantBits();
    }
}

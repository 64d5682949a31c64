using System.Numerics;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Finds few CIDR blocks that contain given addresses.</summary>
static class AddressCover
{
    const int Bits = 128;
    const int MappedBits = 96;
    const int HalfBits = 64;

    /// <summary>The smallest blocks that contain all addresses, at most so many.</summary>
    /// <param name="addresses">Addresses of one family, or of both.</param>
    /// <param name="most">The maximum number of blocks, at least 2.</param>
    internal static IReadOnlyList<AddressRange> Of(IEnumerable<FlowAddress> addresses, int most)
    {
        var blocks = addresses.Distinct().Order().Select(address => (Address: address, Length: Bits)).ToList();
        while (true)
        {
            // Neighbours that are two halves of one block are joined in any case, others while there are too many.
            var (best, length) = (-1, -1);
            for (var i = 0; i + 1 < blocks.Count; i++)
            {
                if (blocks[i].Address.IsIPv4 != blocks[i + 1].Address.IsIPv4)
                    continue;
                var shared = Math.Min(Shared(blocks[i].Address, blocks[i + 1].Address), Math.Min(blocks[i].Length, blocks[i + 1].Length));
                if (shared > length)
                    (best, length) = (i, shared);
            }

            if (best < 0 || (blocks.Count <= most && length < Math.Min(blocks[best].Length, blocks[best + 1].Length) - 1))
                break;
            if (blocks.Count <= most && !(blocks[best].Length == blocks[best + 1].Length && length == blocks[best].Length - 1))
                break;
            blocks[best] = (blocks[best].Address, length);
            blocks.RemoveAt(best + 1);
        }

        return [.. blocks.Select(block => Range(block.Address, block.Length))];
    }

    static int Shared(FlowAddress one, FlowAddress other)
    {
        var high = one.High ^ other.High;
        return high != 0 ? BitOperations.LeadingZeroCount(high) : HalfBits + BitOperations.LeadingZeroCount(one.Low ^ other.Low);
    }

    static AddressRange Range(FlowAddress address, int length)
    {
        var (high, low) = (length >= HalfBits ? address.High : address.High & Mask(length), length >= HalfBits ? address.Low & Mask(length - HalfBits) : 0UL);
        return new AddressRange(new FlowAddress(high, low), address.IsIPv4 ? length - MappedBits : length);
    }

    static ulong Mask(int length) => length == 0 ? 0 : ulong.MaxValue << (HalfBits - length);
}

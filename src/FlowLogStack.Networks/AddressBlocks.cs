using FlowLogStack.Records;

namespace FlowLogStack.Networks;

/// <summary>Arithmetic of blocks.</summary>
static class AddressBlocks
{
    /// <summary>Returns the block of an address and the number of its leading bits, within the address's own IP version; without a country.</summary>
    internal static CountryBlock Of(FlowAddress address, int prefixLength)
    {
        var first = new AddressRange(address, prefixLength).Address;
        var free = (address.IsIPv4 ? 32 : 128) - prefixLength;
        return new CountryBlock(first, OfNumber(NumberOf(first) | (free == 128 ? UInt128.MaxValue : (UInt128.One << free) - 1)), "");
    }

    /// <summary>Returns the 16 bytes of an address as a number.</summary>
    internal static UInt128 NumberOf(FlowAddress address) => new(address.High, address.Low);

    /// <summary>Returns the address of a number.</summary>
    internal static FlowAddress OfNumber(UInt128 number) => new((ulong)(number >> 64), (ulong)number);
}

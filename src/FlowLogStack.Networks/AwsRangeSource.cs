using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Networks;

/// <summary>AWS's <c>ip-ranges.json</c>: the public addresses of its services.</summary>
sealed class AwsRangeSource : AddressSource
{
    // The service of all addresses, of which most have another one too.
    const string Any = "AMAZON";

    // By number of leading bits, the longest first.
    readonly SortedDictionary<int, Dictionary<UInt128, string>> blocks = new(Comparer<int>.Create((left, right) => right.CompareTo(left)));

    internal AwsRangeSource(string file)
    {
        HasServices = true;
        try
        {
            using var stream = File.OpenRead(file);
            using var document = JsonDocument.Parse(stream);
            Add(document.RootElement.GetProperty("prefixes"), "ip_prefix", 96);
            if (document.RootElement.TryGetProperty("ipv6_prefixes", out var blocksOfIPv6))
                Add(blocksOfIPv6, "ipv6_prefix", 0);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new UnreadableObjectException(file, $"{file}: the file is not AWS's list of addresses ({e.Message.TrimEnd('.')}). Download "
                + "https://ip-ranges.amazonaws.com/ip-ranges.json again.", e);
        }
    }

    internal override AddressFacts Find(FlowAddress address)
    {
        var number = AddressBlocks.NumberOf(address);
        string? service = null;
        foreach (var (bits, ofLength) in blocks)
        {
            if (ofLength.TryGetValue(Masked(number, bits), out var found) && (service = found) != Any)
                break;
        }

        return new AddressFacts(null, null, null, service);
    }

    static UInt128 Masked(UInt128 number, int bits) => bits == 0 ? 0 : number & (UInt128.MaxValue << (128 - bits));

    void Add(JsonElement list, string name, int more)
    {
        foreach (var entry in list.EnumerateArray())
        {
            var (text, service) = (entry.GetProperty(name).GetString(), entry.GetProperty("service").GetString()!);
            if (!AddressRange.TryParse(text, out var range))
                throw new FormatException($"'{text}' is not a CIDR block");
            var bits = range.PrefixLength + more;
            if (!blocks.TryGetValue(bits, out var ofLength))
                blocks[bits] = ofLength = [];
            var number = AddressBlocks.NumberOf(range.Address);
            if (!ofLength.TryGetValue(number, out var before) || before == Any)
                ofLength[number] = service;
        }
    }
}

using System.Globalization;

namespace FlowLogStack.App;

/// <summary>The IPv4 network of the VPC that the stack makes.</summary>
static class CidrBlock
{
    const int Largest = 16;

    // The VPC is halved into two subnets, and AWS's smallest subnet is /28.
    const int Smallest = 27;

    static readonly (uint Network, int Length, string Purpose)[] Reserved =
    [
        (0x00000000, 8, "this network (0.0.0.0/8)"),
        (0x7F000000, 8, "loopback (127.0.0.0/8)"),
        (0xA9FE0000, 16, "link-local addresses (169.254.0.0/16)"),
        (0xE0000000, 4, "multicast (224.0.0.0/4)"),
    ];

    /// <summary>What speaks against a network as the VPC's; null when nothing does.</summary>
    public static string? Refusal(string text)
    {
        if (text.Split('/') is not [var network, var size] || !TryAddress(network, out var address) || !TryLength(size, out var length))
            return $"\"{text}\" is not an IPv4 network: give an address and a length, as in \"10.20.0.0/24\".";
        if (length is < Largest or > Smallest)
            return $"\"{text}\" has the length /{length}: give /{Largest} to /{Smallest}, which AWS accepts for a VPC and leaves room for two subnets.";
        var mask = uint.MaxValue << (32 - length);
        if ((address & ~mask) != 0)
            return $"\"{text}\" is an address within a network, not the network: give \"{Text(address & mask)}/{length}\".";
        foreach (var (start, prefix, purpose) in Reserved)
        {
            if ((address & (uint.MaxValue << (32 - prefix))) == start)
                return $"\"{text}\" lies in the range of {purpose}, which AWS refuses for a VPC: choose a private network, as in \"10.20.0.0/24\".";
        }

        return null;
    }

    static bool TryAddress(string text, out uint address)
    {
        address = 0;
        var octets = text.Split('.');
        if (octets.Length != 4)
            return false;
        foreach (var octet in octets)
        {
            // A leading zero means octal to some tools and nothing to others.
            if (!byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || (octet.Length > 1 && octet[0] == '0'))
                return false;
            address = (address << 8) | value;
        }

        return true;
    }

    static bool TryLength(string text, out int length) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= 32 && (text.Length == 1 || text[0] != '0');

    static string Text(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
}

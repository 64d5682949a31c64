using FlowLogStack.Records;

namespace FlowLogStack.Settings;

/// <summary>Validation of CIDR blocks, and of the IPv4 network of a new VPC.</summary>
static class CidrBlock
{
    const int Largest = 16;

    // The VPC is divided into two subnets, and AWS's smallest subnet is /28.
    const int Smallest = 27;

    static readonly (AddressRange Range, string Purpose)[] Reserved =
    [
        (Range("0.0.0.0/8"), "this network"),
        (Range("127.0.0.0/8"), "loopback"),
        (Range("169.254.0.0/16"), "link-local addresses"),
        (Range("224.0.0.0/4"), "multicast"),
    ];

    /// <summary>Returns why a text isn't a valid IPv4 or IPv6 CIDR block, or null if it is valid.</summary>
    public static string? BlockRefusal(string text)
    {
        if (!AddressRange.TryParse(text, out var block))
            return $"\"{text}\" is not a CIDR block. Use an address and a length, as in \"10.0.0.0/8\" or \"2001:db8::/32\".";
        return text.Split('/')[0] == block.Address.ToString()
            ? null
            : $"\"{text}\" is not the normalized form of the block. Use \"{block}\".";
    }

    /// <summary>Returns why a network isn't valid for the VPC, or null if it is valid.</summary>
    public static string? Refusal(string text)
    {
        if (text.Split('/') is not [var address, var length] || !AddressRange.TryParse(text, out var network) || !network.Address.IsIPv4
            || length != network.PrefixLength.ToString(System.Globalization.CultureInfo.InvariantCulture))
            return $"\"{text}\" is not an IPv4 network. Use an address and a length, as in \"10.20.0.0/24\".";
        if (network.PrefixLength is < Largest or > Smallest)
            return $"\"{text}\" has the length /{network.PrefixLength}. Use /{Largest} to /{Smallest}, which AWS accepts for a VPC and leaves room for "
                + "two subnets.";
        if (address != network.Address.ToString())
            return $"\"{text}\" is an address within a network, not the network. Use \"{network}\".";
        return Reserved.FirstOrDefault(reserved => reserved.Range.Contains(network.Address)) is { Purpose: { } purpose, Range: var range }
            ? $"\"{text}\" lies in the range of {purpose} ({range}), which AWS does not accept for a VPC. Use a private network, such as \"10.20.0.0/24\"."
            : null;
    }

    static AddressRange Range(string text) =>
        AddressRange.TryParse(text, out var range) ? range : throw new FormatException($"'{text}' is not a range of addresses.");
}

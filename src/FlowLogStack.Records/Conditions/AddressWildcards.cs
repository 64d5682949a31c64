using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>Converter of CIDR blocks to text wildcards, for filter patterns, which do not support addresses.</summary>
/// <remarks>
/// Addresses are assumed to be in the notation of RFC 5952, as AWS writes them. Addresses of <c>::/8</c>, which no network has,
/// may match incorrectly.
/// </remarks>
static class AddressWildcards
{
    // A group with that many free bits has sixteen values, which can be listed.
    const int MostFreeBits = 4;

    /// <summary>Returns texts with at most a <c>*</c> at the end that together match exactly the block's addresses.</summary>
    /// <exception cref="FlowLogFormatException">Text wildcards cannot express the block; the message contains the blocks that they can express.</exception>
    internal static IReadOnlyList<string> Of(AddressRange range) =>
        range.Address.IsIPv4 ? OfIPv4(range.Address.ToString(), range.PrefixLength) : OfIPv6(range);

    /// <summary>Returns one regular expression that matches any of the wildcards.</summary>
    internal static string Regex(IEnumerable<AddressRange> ranges) =>
        "%" + string.Join('|', ranges.SelectMany(RegexOf)) + "%";

    /// <summary>Returns a text, with or without a <c>*</c> at its end, as a regular expression.</summary>
    internal static string RegexOf(string text) =>
        "^" + (text.EndsWith('*') ? text[..^1] : text + "$").Replace(".", "\\.", StringComparison.Ordinal).Replace("*", ".*", StringComparison.Ordinal);

    static IReadOnlyList<string> OfIPv4(string address, int prefixLength)
    {
        var octets = address.Split('.');
        var whole = prefixLength / 8;
        var start = string.Concat(octets.Take(whole).Select(octet => octet + "."));
        if (prefixLength == 32)
            return [address];
        if (prefixLength % 8 == 0)
            return [whole == 0 ? "*.*" : start + "*"];
        var first = int.Parse(octets[whole], CultureInfo.InvariantCulture);
        var end = whole == 3 ? "" : ".*";
        return [.. Enumerable.Range(first, 256 >> (prefixLength % 8)).Select(octet => start + octet.ToString(CultureInfo.InvariantCulture) + end)];
    }

    static IReadOnlyList<string> OfIPv6(AddressRange range)
    {
        if (range.PrefixLength == 128)
            return [range.Address.ToString()];
        if (range.PrefixLength == 0)
            return ["*:*"];
        if (range.PrefixLength < 16)
            return OfFirstGroup(range);
        return 16 - (range.PrefixLength % 16) <= MostFreeBits ? [.. Parts(range).SelectMany(OfWholeGroups)] : OfWholeGroups(range);
    }

    // A block that ends a few bits within a group equals several blocks that end with it.
    static IEnumerable<AddressRange> Parts(AddressRange range)
    {
        var whole = ((range.PrefixLength / 16) + 1) * 16;
        var shift = (128 - whole) % 64;
        for (ulong part = 0; part < 1UL << (whole - range.PrefixLength); part++)
            yield return new AddressRange(whole > 64 ? new FlowAddress(range.Address.High, range.Address.Low | (part << shift))
                : new FlowAddress(range.Address.High | (part << shift), range.Address.Low), whole);
    }

    // The first group of an address in use has four digits, so its leading digits are the leading text of the address.
    static IReadOnlyList<string> OfFirstGroup(AddressRange range)
    {
        var group = Groups(range)[0];
        if (group < 0x1000)
            throw Untold(range);
        var digits = (range.PrefixLength + 3) / 4;
        var first = group >> (16 - (4 * digits));
        return [.. Enumerable.Range(first, 1 << ((4 * digits) - range.PrefixLength)).Select(value => value.ToString("x", CultureInfo.InvariantCulture) + "*")];
    }

    static IReadOnlyList<string> OfWholeGroups(AddressRange range)
    {
        var groups = Groups(range)[..(range.PrefixLength / 16)];
        var zeros = groups.Reverse().TakeWhile(group => group == 0).Count();
        var named = groups[..^zeros];
        // Zeros before the end, or three of them at the end, may be part of the run that '::' replaces.
        if (range.PrefixLength % 16 != 0 || zeros > 2 || named.Length == 0 || named.Contains(0))
            throw Untold(range);
        var start = string.Concat(named.Select(group => group.ToString("x", CultureInfo.InvariantCulture) + ":"));
        return zeros == 0 ? [start + "*"] : [start + ":*", start + string.Concat(Enumerable.Repeat("0:", zeros)) + "*"];
    }

    static IEnumerable<string> RegexOf(AddressRange range)
    {
        var texts = Of(range);
        var tail = texts[0].EndsWith(".*", StringComparison.Ordinal) ? ".*" : texts[0].EndsWith(":*", StringComparison.Ordinal) ? ":*" : "";
        return texts.Count < 3 || !texts.All(text => text.EndsWith(tail, StringComparison.Ordinal)) ? texts.Select(RegexOf) : DigitClasses(texts, tail);
    }

    // 172.16. to 172.31. becomes 172.1[6-9]. 172.2[0-9]. 172.3[0-1].
    static IEnumerable<string> DigitClasses(IReadOnlyList<string> texts, string tail)
    {
        foreach (var tens in texts.Select(text => text[..^tail.Length]).GroupBy(text => text[..^1]))
        {
            var units = string.Concat(new[] { tens.Where(text => char.IsAsciiDigit(text[^1])), tens.Where(text => !char.IsAsciiDigit(text[^1])) }
                .Select(texts => texts.Select(text => text[^1]).Order().ToList())
                .Select(units => units.Count < 2 ? string.Concat(units) : $"{units[0]}-{units[^1]}"));
            yield return RegexOf(tens.Key + "#" + tail).Replace("#", units.Length == 1 ? units : $"[{units}]", StringComparison.Ordinal);
        }
    }

    static int[] Groups(AddressRange range) =>
        [.. Enumerable.Range(0, 8).Select(at => (int)((at < 4 ? range.Address.High : range.Address.Low) >> (48 - (16 * (at % 4)))) & 0xffff)];

    static FlowLogFormatException Untold(AddressRange range) =>
        new(range.ToString(),
            null, $"A filter pattern compares addresses as text, which cannot express the block {range}. Use one or more IPv6 prefixes of a multiple of 16 "
                + "bits without groups of zeros before their last two, such as 2001:db8::/32.");
}

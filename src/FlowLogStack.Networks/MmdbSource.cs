using System.Globalization;
using System.Net;
using FlowLogStack.Records;
using MaxMind.Db;

namespace FlowLogStack.Networks;

/// <summary>A database in MaxMind's format: GeoLite2, GeoIP2, DB-IP or IPinfo.</summary>
sealed class MmdbSource : AddressSource
{
    const int MappedBits = 96;

    readonly Reader reader;
    readonly string name;

    internal MmdbSource(string file)
    {
        name = file;
        try
        {
            reader = new Reader(file);
        }
        catch (Exception e) when (e is InvalidDatabaseException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            throw Damaged(e);
        }

        // The type of a database is its publisher's, such as GeoLite2-City or DBIP-ASN-Lite.
        var type = reader.Metadata.DatabaseType;
        bool Has(params string[] words) => words.Any(word => type.Contains(word, StringComparison.OrdinalIgnoreCase));
        // IPinfo's free database has both; the free ones of others have "Lite" in their names as well.
        HasNetworks = Has("ASN", "ISP", "Enterprise", "bundle") || (Has("ipinfo") && Has("lite"));
        HasCountries = Has("Country", "City", "Enterprise", "Location", "bundle", "ipinfo") || !HasNetworks;
    }

    internal override AddressFacts Find(FlowAddress address)
    {
        // A database of IPv4 has no other addresses.
        if (!address.IsIPv4 && reader.Metadata.IPVersion == 4)
            return default;
        try
        {
            return reader.Find<Dictionary<string, object>>(address.ToIPAddress()) is { } found ? FactsOf(found) : default;
        }
        catch (Exception e) when (e is InvalidDatabaseException or DeserializationException or ArgumentException or IndexOutOfRangeException)
        {
            throw Damaged(e);
        }
    }

    internal override IEnumerable<CountryBlock> Countries()
    {
        foreach (var node in reader.FindAll<Dictionary<string, object>>())
        {
            if (FactsOf(node.Data).Country is { } country && BlockOf(node.Start, node.PrefixLength) is { } block)
                yield return block with { Country = country };
        }
    }

    public override void Dispose()
    {
        reader.Dispose();
        base.Dispose();
    }

    static AddressFacts FactsOf(Dictionary<string, object> found) => new(
        Text(found, "country", "iso_code") ?? Text(found, "registered_country", "iso_code") ?? Text(found, "country_code") ?? Text(found, "country"),
        (Text(found, "autonomous_system_number") ?? Text(found, "traits", "autonomous_system_number") ?? Text(found, "asn"))?.Replace("AS", "",
            StringComparison.Ordinal),
        Text(found, "autonomous_system_organization") ?? Text(found, "traits", "autonomous_system_organization") ?? Text(found, "as_name"),
        null);

    static string? Text(Dictionary<string, object> map, params ReadOnlySpan<string> path)
    {
        if (!map.TryGetValue(path[0], out var value))
            return null;
        if (path.Length > 1)
            return value is Dictionary<string, object> inner ? Text(inner, path[1..]) : null;
        return value is string or int or long or uint or ulong or ushort ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
    }

    // IPv4 is below ::/96 in a tree of both versions, and again below ::ffff:0:0/96.
    static CountryBlock? BlockOf(IPAddress start, int prefixLength)
    {
        var bytes = start.GetAddressBytes();
        if (bytes.Length == 16 && start.IsIPv4MappedToIPv6)
            return null;
        if (bytes.Length == 16 && bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && prefixLength >= MappedBits)
            (bytes, prefixLength) = (bytes[12..], prefixLength - MappedBits);
        return FlowAddress.TryParse(new IPAddress(bytes).ToString(), out var first) ? AddressBlocks.Of(first, prefixLength) : null;
    }

    UnreadableObjectException Damaged(Exception e) =>
        new(name, $"{name}: the database is damaged or not in MaxMind's format ({e.Message.TrimEnd('.')}). Download it again.", e);
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Athena.Tests;

/// <summary>The query of countries, with GeoLite2's original files.</summary>
[Collection(nameof(Archives))]
public sealed partial class CountryTests(Archives archives)
{
    const string BlockNames =
        "network,geoname_id,registered_country_geoname_id,represented_country_geoname_id,is_anonymous_proxy,is_satellite_provider,is_anycast";

    // Prefixes that end within a hexadecimal digit and at its edge; a block without a place; one without any country.
    static readonly string[] IPv4 =
    [
        "8.0.0.0/9,6252001,6252001,,0,0,", "10.0.0.0/22,2635167,2635167,,0,0,", "10.1.0.0/31,2635167,2635167,,0,0,", "10.1.1.11/32,7626844,2750405,,0,0,",
        "10.2.0.0/15,2921044,2921044,,0,0,",
        "52.95.96.0/19,,6252001,,0,0,", "198.51.100.0/29,2077456,2077456,,0,0,", "203.0.112.0/23,6255148,6255148,,0,0,",
    ];

    static readonly string[] IPv6 = ["2001:db8::/33,2921044,2921044,,0,0,", "2001:db8:ffff::1/128,2635167,2635167,,0,0,",
        "2600:1f00::/24,6252001,6252001,,0,0,"];

    static readonly string[] Locations =
    [
        "geoname_id,locale_code,continent_code,continent_name,country_iso_code,country_name,is_in_european_union",
        "2635167,en,EU,Europe,GB,\"United Kingdom\",0", "2921044,en,EU,Europe,DE,Germany,1", "6252001,en,NA,\"North America\",US,\"United States\",0",
        "2077456,en,OC,Oceania,AU,Australia,0",
        "7626844,en,NA,\"North America\",BQ,\"Bonaire, Sint Eustatius, and Saba\",0", "6255148,en,EU,Europe,,,0",
    ];

    [ToolFact("node", "npm")]
    public void Of_geolite2s_own_files_have_the_countries_of_their_blocks()
    {
        var bucket = archives.NewBucket("geolite2");
        Directory.CreateDirectory(Path.Combine(bucket, "blocks"));
        File.WriteAllLines(Path.Combine(bucket, "blocks", "GeoLite2-Country-Blocks-IPv4.csv"), IPv4.Prepend(BlockNames));
        File.WriteAllLines(Path.Combine(bucket, "blocks", "GeoLite2-Country-Blocks-IPv6.csv"), IPv6.Prepend(BlockNames));
        File.WriteAllLines(Path.Combine(bucket, "GeoLite2-Country-Locations-en.csv"), Locations);
        var archive = archives.Vpc[0];
        archives.Database.Query($"USE \"{archive.Name}\"");
        Show("blocks", CompanionTables.CountryBlocks, Path.Combine(bucket, "blocks", "*.csv"), BlockNames);
        Show("places", CompanionTables.CountryLocations, Path.Combine(bucket, "GeoLite2-Country-Locations-en.csv"), Locations[0]);
        var target = new AthenaTarget { Format = archive.Format, Projection = archive.Projection, Relation = Archives.Table, CountriesTable = "blocks",
            CountryLocationsTable = "places" };
        var sql = AthenaQueries.All.Single(query => query.Id == "SourceCountries").ToSql(target, TimeWindow.LastDays(30));
        Assert.Empty(SqlGrammar.Objections("trino", [sql]));
        var rows = archives.Database.Query(sql).Lines;
        archives.Database.Query("USE main");

        var since = new DateTimeOffset(Archives.Now).AddDays(-30).ToUnixTimeSeconds();
        var expected = archives.VpcRecords.Where(record => record.Source is not null && record.Start >= since)
            .GroupBy(record => (Hour: record.Started.Date.AddHours(record.Started.Hour), Country: Country(record.Source!)))
            .Select(group => string.Create(CultureInfo.InvariantCulture,
            $"{group.Key.Hour:yyyy-MM-dd'T'HH:mm:ss}.000000Z|{group.Key.Country}|{group.DistinctBy(record => record.Source).Count()}|"
                + $"{group.Sum(record => record.Bytes)}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        Assert.Equal(["AU", "BQ", "DE", "GB", "US", "unknown"], rows.Select(row => row.Split('|')[1]).Distinct().Order(StringComparer.Ordinal));
    }

    // Computed with the library's address blocks; a block without a place uses its registered country.
    static string Country(string address)
    {
        FlowAddress.TryParse(address, out var parsed);
        var block = IPv4.Concat(IPv6).Select(line => line.Split(','))
            .FirstOrDefault(block => AddressRange.TryParse(block[0], out var range) && range.Contains(parsed));
        return block is null ? "unknown" : (block[1].Length > 0 ? block[1] : block[2]) switch { "2635167" => "GB", "2921044" => "DE", "6252001" => "US",
            "2077456" => "AU", "7626844" => "BQ", _ => "unknown" };
    }

    // As OpenCSVSerde reads files: only text, empty for missing values, without quotes, and columns by position.
    void Show(string table, IReadOnlyList<GlueColumn> columns, string files, string names)
    {
        Assert.Contains("OpenCSVSerde", CompanionTables.ToHeadedDdl(columns, "d", table, "s3://b/"));
        var all = Name().Matches(names).Select((_, index) => $"'c{index}': 'VARCHAR'");
        var shown = columns.Select((column, index) => $"COALESCE(c{index}, '') AS \"{column.Name}\"");
        archives.Database.Query($"CREATE OR REPLACE VIEW \"{table}\" AS SELECT {string.Join(", ", shown)} FROM read_csv({DuckDb.Literal(files)}, columns = "
            + $"{{{string.Join(", ", all)}}}, auto_detect = false, header = true, delim = ',', quote = '\"')");
    }

    [GeneratedRegex("[^,]+")]
    private static partial Regex Name();
}

namespace FlowLogStack.Records;

/// <summary>
/// A table of countries out of MaxMind's GeoLite2 Country (or GeoIP2) files, as they come: blocks in CIDR notation in one file for
/// each version, and the countries' names in another.
/// </summary>
/// <remarks>
/// Put the two <c>…-Country-Blocks-….csv</c> into the folder <c>blocks/</c> and one <c>…-Country-Locations-….csv</c>, of
/// whatever language, into <c>locations/</c>. The files have a header line each.
/// </remarks>
public static class GeoLite2
{
    /// <summary>The columns of the files of blocks.</summary>
    public static IReadOnlyList<GlueColumn> Blocks { get; } =
    [
        new("network", "string"), new("geoname_id", "string"), new("registered_country_geoname_id", "string"), new("represented_country_geoname_id", "string"),
        new("is_anonymous_proxy", "string"), new("is_satellite_provider", "string"), new("is_anycast", "string"),
    ];

    /// <summary>The columns of a file of locations.</summary>
    public static IReadOnlyList<GlueColumn> Locations { get; } =
    [
        new("geoname_id", "string"), new("locale_code", "string"), new("continent_code", "string"), new("continent_name", "string"),
        new("country_iso_code", "string"), new("country_name", "string"), new("is_in_european_union", "string"),
    ];

    /// <summary>
    /// The statements that make the two tables, and a view of them with the columns of <see cref="CompanionTables.Countries"/>;
    /// Athena runs one at a time, in this order.
    /// </summary>
    /// <param name="database">The database's name.</param>
    /// <param name="location">The folder that has <c>blocks/</c> and <c>locations/</c>, <c>s3://bucket/folder/</c>.</param>
    /// <param name="view">What to call the view, which <see cref="AthenaTarget.CountriesTable"/> then names. Default: <c>countries</c>.</param>
    public static IReadOnlyList<string> ToDdl(string database, string location, string view = "countries") =>
    [
        Table(Blocks, database, $"{view}_blocks", $"{location}blocks/"),
        Table(Locations, database, $"{view}_locations", $"{location}locations/"),
        $"CREATE OR REPLACE VIEW \"{database}\".\"{view}\" AS\n{ToSql($"{view}_blocks", $"{view}_locations")}",
    ];

    /// <summary>The query that finds each block's first and last address, and its country.</summary>
    /// <remarks>A block of no country of its own counts for that in which it is registered.</remarks>
    internal static string ToSql(string blocks, string locations) => $"""
        SELECT {Address("first_hex")} AS first_address,
          {Address(LastAddress)} AS last_address,
          places.country
        FROM (
          SELECT COALESCE(NULLIF(geoname_id, ''), registered_country_geoname_id) AS place,
            to_hex(CAST(TRY_CAST(split_part(network, '/', 1) AS IPADDRESS) AS varbinary)) AS first_hex,
            TRY_CAST(split_part(network, '/', 2) AS integer) + CASE WHEN network LIKE '%:%' THEN 0 ELSE 96 END AS bits
          FROM "{blocks}"
          WHERE network LIKE '%/%'
        ) AS networks
        JOIN (
          SELECT geoname_id, min(country_iso_code) AS country
          FROM "{locations}"
          WHERE country_iso_code <> ''
          GROUP BY 1
        ) AS places ON places.geoname_id = networks.place
        """;

    // Trino has no blocks as values. In hexadecimal, the last address is the first one's leading digits, one digit of which
    // the block leaves some bits free, and nothing but F.
    const string LastAddress = """
        substr(first_hex, 1, bits / 4)
            || CASE bits % 4 WHEN 0 THEN '' ELSE substr('0123456789ABCDEF', from_base(substr(first_hex, bits / 4 + 1, 1), 16) + CASE bits % 4 WHEN 1 THEN 8 WHEN 2 THEN 4 ELSE 2 END, 1) END
            || substr('FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', (bits + 3) / 4 + 1)
        """;

    static string Address(string hexadecimal) => $"CAST(CAST(from_hex({hexadecimal}) AS IPADDRESS) AS varchar)";

    // Only locations have quotes, but one way of reading serves both.
    static string Table(IReadOnlyList<GlueColumn> columns, string database, string table, string location) =>
        $"CREATE EXTERNAL TABLE IF NOT EXISTS `{database}`.`{table}` (\n{string.Join(",\n", columns.Select(column => $"  `{column.Name}` {column.Type}"))}\n)\nROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'\nLOCATION '{location}'\nTBLPROPERTIES ('skip.header.line.count'='1')";
}

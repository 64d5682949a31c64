namespace FlowLogStack.Records;

/// <summary>The tables that some queries need beside the flow logs: CSV files that you put into the bucket, and the statements that make tables of them.</summary>
public static class CompanionTables
{
    /// <summary>
    /// The columns of a table of countries: the first and the last address of each block and its country, IPv4 and IPv6 in one
    /// file, without a header, as DB-IP publishes it (<c>1.0.0.0,1.0.0.255,AU</c>).
    /// </summary>
    public static IReadOnlyList<GlueColumn> Countries { get; } = [new("first_address", "string"), new("last_address", "string"), new("country", "string")];

    /// <summary>
    /// The columns of a table of blocks in CIDR notation, as MaxMind's GeoLite2 Country and City have them: both files of blocks,
    /// IPv4 and IPv6, as they come. What the countries are is in <see cref="CountryLocations"/>.
    /// </summary>
    public static IReadOnlyList<GlueColumn> CountryBlocks { get; } = [new("network", "string"), new("geoname_id", "string"), new("registered_country_geoname_id", "string")];

    /// <summary>The columns of a table of the places that GeoLite2's blocks are in: the file of locations of one language, as it comes.</summary>
    public static IReadOnlyList<GlueColumn> CountryLocations { get; } =
    [
        new("geoname_id", "string"), new("locale_code", "string"), new("continent_code", "string"), new("continent_name", "string"), new("country_iso_code", "string"),
    ];

    /// <summary>
    /// The columns of a table of rules, one line for each rule and interface that it holds for, without a header: the rule's
    /// id, the interface, the protocol's number (-1 for all), the first and the last port, and the block of sources.
    /// </summary>
    public static IReadOnlyList<GlueColumn> Rules { get; } =
    [
        new("rule_id", "string"), new("interface_id", "string"), new("protocol", "int"), new("from_port", "int"), new("to_port", "int"), new("cidr", "string"),
    ];

    /// <summary>
    /// The statement that makes a table of CSV files that begin with a line of names and may have values in quotes, below a
    /// folder. Columns that the files have beyond those of the table are passed over.
    /// </summary>
    /// <param name="columns"><see cref="CountryBlocks"/> or <see cref="CountryLocations"/>; text alone.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="location">The folder, <c>s3://bucket/folder/</c>; it must hold nothing else.</param>
    public static string ToHeadedDdl(IReadOnlyList<GlueColumn> columns, string database, string table, string location)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return $"{Create(columns, database, table)}\nROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'\nLOCATION '{location}'\nTBLPROPERTIES ('skip.header.line.count' = '1')";
    }

    /// <summary>The statement that makes a table of CSV files below a folder.</summary>
    /// <param name="columns"><see cref="Countries"/> or <see cref="Rules"/>.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="location">The folder, <c>s3://bucket/folder/</c>; it must hold nothing else.</param>
    public static string ToDdl(IReadOnlyList<GlueColumn> columns, string database, string table, string location)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return $"{Create(columns, database, table)}\nROW FORMAT DELIMITED FIELDS TERMINATED BY ','\nLOCATION '{location}'";
    }

    static string Create(IReadOnlyList<GlueColumn> columns, string database, string table) =>
        $"CREATE EXTERNAL TABLE IF NOT EXISTS `{database}`.`{table}` (\n{string.Join(",\n", columns.Select(column => $"  `{column.Name}` {column.Type}"))}\n)";
}

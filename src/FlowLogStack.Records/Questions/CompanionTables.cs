namespace FlowLogStack.Records;

/// <summary>The additional tables that some queries require: their columns, and the statements that create tables from CSV files in S3.</summary>
public static class CompanionTables
{
    /// <summary>
    /// Columns of a table of countries: the first and the last address of each block and its country, IPv4 and IPv6 in one
    /// file, without a header, as DB-IP publishes it (<c>1.0.0.0,1.0.0.255,AU</c>).
    /// </summary>
    public static IReadOnlyList<GlueColumn> Countries { get; } = [new("first_address", "string"), new("last_address", "string"), new("country", "string")];

    /// <summary>
    /// Columns of a table of blocks in CIDR notation, as in MaxMind's GeoLite2 Country and City: both files of blocks,
    /// IPv4 and IPv6, unchanged. <see cref="CountryLocations"/> contains the countries.
    /// </summary>
    public static IReadOnlyList<GlueColumn> CountryBlocks { get; } =
        [new("network", "string"), new("geoname_id", "string"), new("registered_country_geoname_id", "string")];

    /// <summary>Columns of a table of the locations of GeoLite2's blocks: the file of locations in one language, unchanged.</summary>
    public static IReadOnlyList<GlueColumn> CountryLocations { get; } =
    [
        new("geoname_id", "string"), new("locale_code", "string"), new("continent_code", "string"), new("continent_name", "string"),
            new("country_iso_code", "string"),
    ];

    /// <summary>
    /// Columns of a table of rules, with one line for each rule and interface to which it applies, without a header: the rule's
    /// id, the interface, the protocol's number (-1 for all), the first and the last port, and the block of sources.
    /// </summary>
    public static IReadOnlyList<GlueColumn> Rules { get; } =
    [
        new("rule_id", "string"), new("interface_id", "string"), new("protocol", "int"), new("from_port", "int"), new("to_port", "int"), new("cidr", "string"),
    ];

    /// <summary>
    /// Returns the statement that creates a table of CSV files below a folder, which begin with a line of names and may have quoted
    /// values. Columns of the files beyond those of the table are ignored.
    /// </summary>
    /// <param name="columns"><see cref="CountryBlocks"/> or <see cref="CountryLocations"/>; text columns only.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="location">Folder, <c>s3://bucket/folder/</c>; it must not contain other files.</param>
    public static string ToHeadedDdl(IReadOnlyList<GlueColumn> columns, string database, string table, string location)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return $"{Create(columns, database, table)}\nROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'\nLOCATION '{location}'\nTBLPROPERTIES "
            + "('skip.header.line.count' = '1')";
    }

    /// <summary>Returns the statement that creates a table of CSV files below a folder.</summary>
    /// <param name="columns"><see cref="Countries"/> or <see cref="Rules"/>.</param>
    /// <param name="database">Name of the database.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="location">Folder, <c>s3://bucket/folder/</c>; it must not contain other files.</param>
    public static string ToDdl(IReadOnlyList<GlueColumn> columns, string database, string table, string location)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return $"{Create(columns, database, table)}\nROW FORMAT DELIMITED FIELDS TERMINATED BY ','\nLOCATION '{location}'";
    }

    static string Create(IReadOnlyList<GlueColumn> columns, string database, string table) =>
        $"CREATE EXTERNAL TABLE IF NOT EXISTS `{database}`.`{table}` (\n{string.Join(",\n", columns.Select(column => $"  `{column.Name}` {column.Type}"))}\n)";
}

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
    /// The columns of a table of rules, one line for each rule and interface that it holds for, without a header: the rule's
    /// id, the interface, the protocol's number (-1 for all), the first and the last port, and the block of sources.
    /// </summary>
    public static IReadOnlyList<GlueColumn> Rules { get; } =
    [
        new("rule_id", "string"), new("interface_id", "string"), new("protocol", "int"), new("from_port", "int"), new("to_port", "int"), new("cidr", "string"),
    ];

    /// <summary>The statement that makes a table of CSV files below a folder.</summary>
    /// <param name="columns"><see cref="Countries"/> or <see cref="Rules"/>.</param>
    /// <param name="database">The database's name.</param>
    /// <param name="table">The table's name.</param>
    /// <param name="location">The folder, <c>s3://bucket/folder/</c>; it must hold nothing else.</param>
    public static string ToDdl(IReadOnlyList<GlueColumn> columns, string database, string table, string location)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return $"CREATE EXTERNAL TABLE IF NOT EXISTS `{database}`.`{table}` (\n{string.Join(",\n", columns.Select(column => $"  `{column.Name}` {column.Type}"))}\n)\nROW FORMAT DELIMITED FIELDS TERMINATED BY ','\nLOCATION '{location}'";
    }
}

using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>The parts of a query's SQL that depend on its target and time window.</summary>
sealed class AthenaQueryText(AthenaTarget target, TimeWindow window, string companion)
{
    /// <summary>Relation, with <c>FROM</c>, for joins before the predicate.</summary>
    public string Source => $"FROM \"{target.Relation}\"";

    /// <summary>Predicate that every read of the relation requires, with <c>WHERE</c>.</summary>
    public string Where => $"WHERE {target.Projection.ToSql(window, target.Scope)}";

    /// <summary><see cref="Source"/> and <see cref="Where"/>.</summary>
    public string From => $"{Source}\n{Where}";

    /// <summary>Additional table, quoted.</summary>
    public string Companion => $"\"{companion}\"";

    /// <summary>
    /// Bodies of one or two common table expressions. The last one, <c>blocks</c>, has the country and the first and last
    /// address of each block, as the hexadecimal digits of 16 bytes.
    /// </summary>
    public string CountryBlocks => target.CountryLocationsTable is { } locations
        ? $"""
            networks AS (
              SELECT NULLIF(place.country_iso_code, '') AS country, {Digits("split_part(block.network, '/', 1)")} AS first_address,
                CAST(split_part(block.network, '/', 2) AS integer) + CASE WHEN block.network LIKE '%:%' THEN 0 ELSE 96 END AS bits
              FROM {Companion} AS block
              JOIN "{locations}" AS place ON place.geoname_id = COALESCE(NULLIF(block.geoname_id, ''), block.registered_country_geoname_id)
            ), blocks AS (
              SELECT country, first_address, {LastDigits("first_address", "bits")} AS last_address
              FROM networks
            )
            """
        : $"""
            blocks AS (
              SELECT country, {Digits("first_address")} AS first_address, {Digits("last_address")} AS last_address
              FROM {Companion}
            )
            """;

    /// <summary>Fields of the relation.</summary>
    public FlowLogFormat Format => target.Format;

    public TransferPrices Prices => target.Prices;

    /// <summary>Returns SQL for a number of bytes in GB, rounded to three digits.</summary>
    public static string Gigabytes(string bytes) => $"round({bytes} / 1.073741824e9, 3)";

    /// <summary>Returns SQL for the cost of a number of bytes in USD, rounded to four digits.</summary>
    public static string Dollars(string bytes, decimal price) =>
        string.Create(CultureInfo.InvariantCulture, $"round({bytes} / 1.073741824e9 * {price:0.0#####}e0, 4)");

    /// <summary>Returns SQL for the columns <c>gigabytes</c> and <c>usd</c> of a number of bytes.</summary>
    public static string Cost(string bytes, decimal price) => $"{Gigabytes(bytes)} AS gigabytes, {Dollars(bytes, price)} AS usd";

    /// <summary>Returns the columns of a <c>SELECT</c> on one line, as the saved queries have them: a changed text replaces a saved query.</summary>
    public static string Columns(params ReadOnlySpan<string> columns) => string.Join(", ", columns);

    /// <summary>SQL for the start of a record.</summary>
    public const string Started = "from_unixtime(\"start\")";

    /// <summary>SQL for the address on the interface's own side, by the record's direction.</summary>
    public const string OwnAddress = "CASE flow_direction WHEN 'egress' THEN srcaddr ELSE dstaddr END";

    /// <summary>Returns SQL for an address as the hexadecimal digits of its 16 bytes; IPv4 addresses begin with the same 24.</summary>
    public static string Digits(string address) => $"to_hex(CAST(TRY_CAST({address} AS IPADDRESS) AS varbinary))";

    // Digits within the block's bits, then the digit in which they end with its other bits set, then F for the rest.
    static string LastDigits(string first, string bits) =>
        $"rpad(substr({first}, 1, {bits} / 4) || CASE WHEN {bits} % 4 = 0 THEN '' ELSE upper(to_base(bitwise_or(from_base(substr({first}, {bits} / 4 + 1, 1), "
            + $"16), bitwise_right_shift(15, {bits} % 4)), 16)) END, 32, 'F')";

    /// <summary>Returns SQL for the condition that an address is private, shared, link-local or loopback, and so not an internet address.</summary>
    public static string IsInternal(string address) => "("
        + string.Join(" OR ", MonitoredNetwork.NonPublicRanges.Select(block => $"contains('{block}', TRY_CAST({address} AS IPADDRESS))")) + ")";
}

using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>The parts of a query's text that its target and its time decide.</summary>
sealed class AthenaQueryText(AthenaTarget target, TimeWindow window, string companion)
{
    /// <summary>The relation, with <c>FROM</c>; for what comes between it and the predicate.</summary>
    public string Source => $"FROM \"{target.Relation}\"";

    /// <summary>The predicate that every reading of the relation must have, with <c>WHERE</c>.</summary>
    public string Where => $"WHERE {target.Projection.ToSql(window, target.Scope)}";

    /// <summary>Both.</summary>
    public string From => $"{Source}\n{Where}";

    /// <summary>The table beside the flow logs, quoted.</summary>
    public string Companion => $"\"{companion}\"";

    /// <summary>The fields of the relation.</summary>
    public FlowLogFormat Format => target.Format;

    public TransferPrices Prices => target.Prices;

    /// <summary>A number of bytes in GB, rounded to the thousandth.</summary>
    public static string Gigabytes(string bytes) => $"round({bytes} / 1.073741824e9, 3)";

    /// <summary>What a number of bytes costs in USD, rounded to the cent's hundredth.</summary>
    public static string Dollars(string bytes, decimal price) =>
        string.Create(CultureInfo.InvariantCulture, $"round({bytes} / 1.073741824e9 * {price:0.0#####}e0, 4)");

    /// <summary>The moment a record started.</summary>
    public const string Started = "from_unixtime(\"start\")";

    /// <summary>The address on the interface's own side, by the record's direction.</summary>
    public const string OwnAddress = "CASE flow_direction WHEN 'egress' THEN srcaddr ELSE dstaddr END";

    /// <summary>Private, shared, link-local and loopback addresses: those that are no internet addresses.</summary>
    public static string IsInternal(string address) => "(" + string.Join(" OR ", MonitoredNetwork.NonPublicRanges.Select(block => $"contains('{block}', TRY_CAST({address} AS IPADDRESS))")) + ")";
}

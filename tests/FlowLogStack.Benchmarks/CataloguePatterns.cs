namespace FlowLogStack.Benchmarks;

/// <summary>Filter patterns over the default format such as a whole catalogue of detections has, for the benchmarks to run at once.</summary>
static class CataloguePatterns
{
    static readonly string[] Fields = ["version", "account_id", "interface_id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes",
        "start", "end", "action", "log_status"];

    /// <summary>25 patterns; most select few records, some many.</summary>
    internal static IReadOnlyList<string> All { get; } =
    [
        Of("dstport=22", "protocol=6", "action=REJECT"),
        Of("dstport=22", "protocol=6", "action=ACCEPT"),
        Of("dstport=3389", "protocol=6", "action=ACCEPT"),
        Of("dstport=3389", "protocol=6", "action=REJECT"),
        Of("srcaddr=10.*", "dstport=53", "protocol=6", "action=ACCEPT"),
        Of("protocol=1", "dstaddr=10.*", "action=ACCEPT"),
        Of("protocol=1", "packets>1000"),
        Of("dstport=3306 || dstport=5432 || dstport=1433 || dstport=1521 || dstport=27017 || dstport=6379", "protocol=6", "action=ACCEPT", "srcaddr!=10.*"),
        Of("dstport=21 || dstport=23 || dstport=80 || dstport=110 || dstport=143 || dstport=389", "protocol=6", "action=ACCEPT"),
        Of("protocol!=1 && protocol!=6 && protocol!=17 && protocol!=58 && protocol!=\"-\""),
        Of("bytes>20000000"),
        Of("srcaddr=10.*", "dstaddr!=10.* && dstaddr!=172.* && dstaddr!=192.168.*", "action=ACCEPT"),
        Of("action=REJECT"),
        Of("srcaddr!=10.*", "dstaddr=10.0.1.*", "action=ACCEPT"),
        Of("dstport=53", "protocol=17", "dstaddr!=10.0.0.2", "action=ACCEPT", "srcaddr=10.*"),
        Of("dstport=25 || dstport=465 || dstport=587", "protocol=6", "srcaddr=10.*", "action=ACCEPT"),
        Of("log_status=SKIPDATA"),
        Of("log_status=NODATA"),
        Of("dstport=445 || dstport=139", "protocol=6"),
        Of("dstport=5900 || dstport=5901", "protocol=6", "action=ACCEPT"),
        Of("dstport>1023", "srcport=22", "protocol=6", "action=REJECT"),
        Of("srcport=0", "dstport=0", "protocol=6 || protocol=17"),
        Of("srcaddr=%^2600:1f18%", "action=REJECT"),
        Of("packets>10000", "action=REJECT"),
        Of("dstport=123", "protocol=17", "bytes>1000"),
    ];

    // A condition stands in the place of the field it names first.
    static string Of(params string[] conditions) =>
        "[" + string.Join(", ", Fields.Select(field => conditions.FirstOrDefault(condition => condition.StartsWith(field, StringComparison.Ordinal)
            && !char.IsLetter(condition[field.Length])) ?? field)) + "]";
}

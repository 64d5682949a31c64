using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>Asks queries of eight records, named A to H, that are few enough to answer by hand.</summary>
static class Asking
{
    /// <summary>Two accepted HTTPS flows of one host, two rejected SSH attempts, DNS, IPv6, and a record each without data and with skipped data.</summary>
    internal static readonly string[] Flows =
    [
        "2 111122223333 eni-a 10.0.0.1 10.0.0.2 40000 443 6 10 1000 1431280800 1431280860 ACCEPT OK",
        "2 111122223333 eni-a 10.0.0.1 10.0.0.3 40001 443 6 20 3000 1431280830 1431280890 ACCEPT OK",
        "2 111122223333 eni-a 203.0.113.9 10.0.0.1 50000 22 6 1 40 1431280890 1431280950 REJECT OK",
        "2 111122223333 eni-b 203.0.113.9 10.0.0.2 50001 22 6 2 80 1431280950 1431281010 REJECT OK",
        "2 111122223333 eni-b 198.51.100.7 10.0.0.2 53 53 17 5 500 1431281100 1431281160 ACCEPT OK",
        "2 111122223333 eni-b 2001:db8::1 2001:db8::2 40002 443 6 4 400 1431281130 1431281190 ACCEPT OK",
        "2 111122223333 eni-b - - - - - - - 1431284400 1431284460 - NODATA",
        "2 111122223333 eni-c - - - - - - - 1431284460 1431284520 - SKIPDATA",
    ];

    internal static readonly LogsInsightsOptions Options = new() { Now = DateTimeOffset.FromUnixTimeSeconds(1_431_290_000),
        LogGroup = "111122223333:flow-logs" };

    internal static LogsInsightsResult Answer(string query, IEnumerable<string>? events = null, LogsInsightsOptions? options = null)
    {
        var run = LogsInsightsQuery.Parse(query).Start(options ?? Options);
        foreach (var line in events ?? Flows)
            run.Add(Encoding.UTF8.GetBytes(line));
        return run.Complete();
    }

    /// <summary>The rows, values between commas and rows between semicolons.</summary>
    internal static string Rows(string query, IEnumerable<string>? events = null, LogsInsightsOptions? options = null) =>
        string.Join("; ", Answer(query, events, options)
            .Rows.Select(row => string.Join(", ", row.Select(value => value.IsNone ? "(none)" : value.ToString()))));

    /// <summary>The letters of the records that a query's filters select.</summary>
    internal static string Selected(string query)
    {
        var run = LogsInsightsQuery.Parse(query).Start(Options);
        return string.Concat(Flows.Select((line, index) => run.Add(Encoding.UTF8.GetBytes(line)) ? ((char)('A' + index)).ToString() : ""));
    }
}

namespace FlowLogStack.Athena.Tests;

/// <summary>Subsets of records that several expected results share.</summary>
static class Recent
{
    public static DateTime Hour(this SampleRecord record) => record.Started.Date.AddHours(record.Started.Hour);

    public static string ProtocolName(this SampleRecord record) =>
        record.Protocol switch { 1 => "ICMP", 6 => "TCP", 17 => "UDP", 47 => "GRE", var other => $"{other}" };

    /// <summary>Returns the records of a window that ends at the tests' time.</summary>
    public static IEnumerable<SampleRecord> In(this IEnumerable<SampleRecord> records, TimeWindow window)
    {
        if (window == TimeWindow.LastDays(1))
            return records.Where(record => record.Started >= Archives.Now.AddDays(-1));
        if (window == TimeWindow.LastDays(7))
            return records.Where(record => record.Started >= Archives.Now.AddDays(-7));
        if (window == TimeWindow.LastDays(30))
            return records.Where(record => record.Started >= Archives.Now.AddDays(-30));
        if (window == TimeWindow.WholeDays(14))
            return records.Where(record => record.Started >= Archives.Now.Date.AddDays(-14) && record.Started < Archives.Now.Date);
        if (window == TimeWindow.WholeDays(30))
            return records.Where(record => record.Started >= Archives.Now.Date.AddDays(-30) && record.Started < Archives.Now.Date);
        throw new ArgumentOutOfRangeException(nameof(window), window, "No query has this window.");
    }

    public static long Count<T>(List<T> records) => records.Count;

    public static object? Bytes(List<SampleRecord> records) =>
        records.Any(record => record.Number(FlowField.Bytes) is not null) ? records.Sum(record => record.Bytes) : null;

    public static double Gigabytes(long bytes) => Math.Round(bytes / 1073741824.0, 3, MidpointRounding.AwayFromZero);

    public static double Dollars(long bytes, double price) => Math.Round(bytes / 1073741824.0 * price, 4, MidpointRounding.AwayFromZero);
}

namespace FlowLogStack.Records;

/// <summary>The price of Athena's statements in us-east-1.</summary>
static class AthenaPrice
{
    /// <summary>Price of 1 TB that is scanned, in USD.</summary>
    internal const decimal DollarsPerTerabyte = 5m;

    const long LeastBytes = 10_000_000;

    /// <summary>Returns the price of a statement in USD.</summary>
    /// <param name="scanned">Number of bytes that it scans. Statements that scan nothing, such as SHOW, are free; others are charged for at least
    /// 10 MB.</param>
    internal static decimal Of(long scanned) => scanned == 0 ? 0 : Math.Max(scanned, LeastBytes) / 1e12m * DollarsPerTerabyte;
}

using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The queries of widgets on the log groups of activity logs: calls of a trail, and requests in S3 server access logs.</summary>
sealed partial class ActivityFeed(BacktestOptions options) : IRecordSink
{
    readonly List<LogsInsightsRun> calls = [];
    readonly List<LogsInsightsRun> requests = [];
    readonly Dictionary<string, LogsInsightsRun> runs = new(StringComparer.Ordinal);
    (long First, long Last)? extent;

    /// <summary>Number of requests.</summary>
    internal long Requests { get; private set; }

    /// <summary>The first and last minute with requests or calls for queries; null without any.</summary>
    internal (long First, long Last)? Extent => extent;

    public bool TakesCalls => calls.Count > 0;

    public bool TakesRequests => requests.Count > 0;

    /// <summary>Adds a query.</summary>
    /// <returns>Its run; null if the query reads no columns of an activity log.</returns>
    internal LogsInsightsRun? Use(IReadOnlyList<string> logGroups, string query)
    {
        var kind = KindOf(query);
        if (kind is ActivityKind.None)
            return null;
        var key = $"{string.Join('\n', logGroups)}\0{query}";
        if (runs.TryGetValue(key, out var run))
            return run;
        var logGroup = logGroups.Count == 1 ? logGroups[0] : null;
        run = LogsInsightsQuery.Parse(query).Start(new LogsInsightsOptions { Events = LogEventKind.Json, LogGroup = logGroup });
        (kind is ActivityKind.CloudTrail ? calls : requests).Add(run);
        runs.Add(key, run);
        return run;
    }

    void IRecordSink.BeginObject()
    {
    }

    void IRecordSink.Take(FlowRecord record)
    {
    }

    void IRecordSink.TakeRejected(ReadOnlySpan<byte> line)
    {
    }

    // The backtest counts them.
    void IRecordSink.TakeCall(ReadOnlySpan<byte> record, DateTimeOffset at) => Add(calls, record, at);

    void IRecordSink.TakeRequest(ReadOnlySpan<byte> request, DateTimeOffset at)
    {
        if (Add(requests, request, at))
            Requests++;
    }

    bool Add(List<LogsInsightsRun> queries, ReadOnlySpan<byte> message, DateTimeOffset at)
    {
        if (at < options.From || at >= options.To)
            return false;
        var minute = EpochMinute.Of(at);
        extent = extent is { } known ? (Math.Min(known.First, minute), Math.Max(known.Last, minute)) : (minute, minute);
        foreach (var query in queries)
            query.Add(message, at);
        return true;
    }

    // The template does not contain what a log group of another stack receives. Events of EventBridge have the same names below 'detail'.
    static ActivityKind KindOf(string query) => CallColumn().IsMatch(query) ? ActivityKind.CloudTrail
        : RequestColumn().IsMatch(query) ? ActivityKind.AccessLogs : ActivityKind.None;

    [GeneratedRegex(@"(?<![.\w])(eventName|eventSource|eventTime|userIdentity|sourceIPAddress|readOnly)\b", RegexOptions.CultureInvariant)]
    private static partial Regex CallColumn();

    [GeneratedRegex(@"(?<![.\w])(bucket_name|http_?status|requester|bytes_?sent(_size)?)\b", RegexOptions.CultureInvariant)]
    private static partial Regex RequestColumn();
}

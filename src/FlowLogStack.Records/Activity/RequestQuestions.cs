namespace FlowLogStack.Records;

/// <summary>Queries of requests to buckets in S3 server access logs.</summary>
static class RequestQuestions
{
    const string Time = "parse_datetime(requestdatetime, 'dd/MMM/yyyy:HH:mm:ss Z')";
    const string Kind = ActivityQueryText.RequestKind;
    const string Sent = "sum(bytessent)";

    public static IEnumerable<ActivityQuestion> All { get; } =
    [
        Question("BucketTraffic", "S3 traffic by bucket and day", "Requests and bytes sent of each bucket in the last week by day, with the number of errors.",
            $"SELECT date_format({Time}, '%Y-%m-%d') AS day, bucket_name, count(*) AS requests, {Sent} AS bytes_sent, count_if(httpstatus >= '400') AS errors",
            null, "GROUP BY 1, 2\nORDER BY 1, 2", TimeWindow.LastDays(7)),
        Question("RequesterTraffic", "S3 traffic by requester", "The requesters of the last day with the most bytes, by bucket and address; - is an "
            + "anonymous requester.",
            $"SELECT requester, remoteip, bucket_name, count(*) AS requests, COALESCE({Sent}, 0) AS bytes_sent",
                null, "GROUP BY 1, 2, 3\nORDER BY bytes_sent DESC, requests DESC, 1, 2, 3\nLIMIT 100"),
        Question("OperationTraffic", "S3 traffic by operation", "Requests and bytes sent of the last day by bucket and operation, those that read apart from "
            + "those that change.",
            $"SELECT bucket_name, {Kind} AS kind, operation, count(*) AS requests, COALESCE({Sent}, 0) AS bytes_sent",
                null, "GROUP BY 1, 2, 3\nORDER BY requests DESC, 1, 2, 3\nLIMIT 100"),
        Question("RequestErrors", "S3 errors by code and bucket", "Requests of the last day that failed, by bucket, status, error code and operation.",
            "SELECT bucket_name, httpstatus, errorcode, operation, count(*) AS requests, count(DISTINCT remoteip) AS addresses", "httpstatus >= '400'",
            "GROUP BY 1, 2, 3, 4\nORDER BY requests DESC, 1, 2, 3, 4\nLIMIT 100"),
        List("S3Deletes", "S3 deletes", "Objects and other resources that were deleted in the last day, by requests and by lifecycle rules.",
            "bucket_name, operation, key, requester, remoteip, httpstatus", "(operation LIKE '%DELETE%' OR operation LIKE 'S3.EXPIRE%')"),
        Question("SlowRequests", "Slow S3 requests", "The slowest requests of the last day: the total time and S3's own part of it, in milliseconds.",
            "SELECT TRY_CAST(totaltime AS bigint) AS total_ms, TRY_CAST(turnaroundtime AS bigint) AS turnaround_ms, objectsize, bucket_name, operation, key, "
                + "remoteip, requestid",
            "totaltime <> '-'", "ORDER BY total_ms DESC, requestid\nLIMIT 100"),
        Question("OutsideRequests", "S3 requests from outside", "Requests of the last day from public addresses, by address, requester and bucket.",
            $"SELECT remoteip, requester, bucket_name, count(*) AS requests, COALESCE({Sent}, 0) AS bytes_sent, count_if(httpstatus >= '400') AS errors",
            $"NOT {AthenaQueryText.IsInternal("remoteip")}", "GROUP BY 1, 2, 3\nORDER BY requests DESC, 1, 2, 3\nLIMIT 100"),
        Question("AnonymousRequests", "Anonymous S3 requests", "Requests of the last day without credentials, by bucket, operation, address and status.",
            "SELECT bucket_name, operation, remoteip, httpstatus, count(*) AS requests", "requester = '-' AND remoteip <> '-'", "GROUP BY 1, 2, 3, 4\nORDER "
                + "BY requests DESC, 1, 2, 3, 4\nLIMIT 100"),
        Question("RequestsWithoutTls", "S3 requests without TLS", "Requests of the last day over plain HTTP, by bucket, requester and address.",
            "SELECT bucket_name, requester, remoteip, count(*) AS requests", "tlsversion = '-' AND remoteip <> '-'", "GROUP BY 1, 2, 3\nORDER BY requests "
                + "DESC, 1, 2, 3\nLIMIT 100"),
        new("UnreadLines", ActivityKind.AccessLogs, "Lines of S3 access logs that are not read", "Lines of the last week's partitions that are not records, "
            + "which other queries leave out. Without any, the result is empty.",
            text => $"SELECT log_bucket, log_time, count(*) AS lines\n{text.FromPartitions}\n  AND bucket_name IS NULL\nGROUP BY 1, "
                + "2\nORDER BY 1, 2") { Window = TimeWindow.LastDays(7) },
    ];

    static ActivityQuestion Question(string id, string name, string description, string select, string? condition, string rest, TimeWindow? window = null) =>
        new(id, ActivityKind.AccessLogs, name, description,
            text => $"{select}\n{text.From}{(condition is null ? "" : $"\n  AND {condition}")}\n{rest}") { Window = window ?? TimeWindow.LastDays(1) };

    static ActivityQuestion List(string id, string name, string description, string columns, string condition) => Question(id, name, description,
        $"SELECT {Time} AS requested_at, {columns}", condition, "ORDER BY requested_at DESC, requestid\nLIMIT 100");
}

using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The format of S3 server access logs: its fields in order, and the regular expression that is generated from them.</summary>
/// <remarks>
/// <para>
/// S3 does not escape quotes in the request URI, the referrer and the user agent. AWS's published expression returns NULL in every column for
/// a line with such a quote, so a client can hide its requests by a quote in its user agent. Here, a quoted value ends where the rest of the
/// line has the form of the following fields: the request URI at a status, the others at values without quotes. A client can shorten its own
/// user agent, but not hide the line.
/// </para>
/// <para>S3 has added fields since 2019 and may add more. Lines with 18 to 26 fields have NULL in the missing ones, and values after the last field are
/// ignored.</para>
/// </remarks>
public static class AccessLogFormat
{
    /// <summary>Default name of a table.</summary>
    public const string TableName = "s3_access_logs";

    /// <summary>Partition column of the bucket whose requests a log has.</summary>
    public const string BucketPartition = "log_bucket";

    /// <summary>Number of fields that each line has.</summary>
    public const int RequiredFields = 18;

    /// <summary>Fields in the order of the line.</summary>
    public static ImmutableArray<AccessLogField> Fields { get; } =
    [
        new("bucketowner"),
        new("bucket_name"),
        new("requestdatetime", Shape: AccessLogShape.Time),
        new("remoteip"),
        new("requester"),
        new("requestid"),
        new("operation"),
        new("key"),
        new("request_uri", Shape: AccessLogShape.Quoted),
        new("httpstatus", Shape: AccessLogShape.Status),
        new("errorcode"),
        new("bytessent", "bigint", AccessLogShape.Number),
        new("objectsize", "bigint", AccessLogShape.Number),
        new("totaltime", Shape: AccessLogShape.Number),
        new("turnaroundtime", Shape: AccessLogShape.Number),
        new("referrer", Shape: AccessLogShape.Quoted),
        new("useragent", Shape: AccessLogShape.Quoted),
        new("versionid"),
        new("hostid"),
        new("sigv"),
        new("ciphersuite"),
        new("authtype"),
        new("endpoint"),
        new("tlsversion"),
        new("accesspointarn"),
        new("aclrequired"),
        new("sourceregion"),
    ];

    /// <summary>Regular expression of a whole line, with a group for each field. Java, .NET, and RE2 interpret it in the same way.</summary>
    public static string Pattern { get; } = Render();

    static string Render()
    {
        var lastQuoted = Fields.Select((field, index) => field.Shape is AccessLogShape.Quoted ? index : 0).Max();
        var required = string.Join(' ', Fields.Take(RequiredFields).Select((field, index) => Group(field, index > lastQuoted)));
        // Later values are allowed only if none is missing, so that words within a user agent are not read as values.
        var optional = @"(?: (?:[^ ""]+|""[^""]*""))*";
        foreach (var field in Fields.Skip(RequiredFields).Reverse())
            optional = $"(?: {Group(field, true)}{optional})?";
        return $"^{required}{optional}$";
    }

    static string Group(AccessLogField field, bool isAfterQuotes) => field.Shape switch
    {
        AccessLogShape.Time => @"\[([^\]]*)\]",
        AccessLogShape.Status => "(-|[0-9]{3})",
        AccessLogShape.Number => "(-|[0-9]+)",
        AccessLogShape.Quoted => @"(-|"".*?"")",
        _ => isAfterQuotes ? @"([^ ""]+)" : "([^ ]+)",
    };
}

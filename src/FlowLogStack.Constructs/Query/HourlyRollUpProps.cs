using Amazon.CDK;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Properties for <see cref="HourlyRollUp"/>.</summary>
public sealed record HourlyRollUpProps
{
    /// <summary>Table to summarize. Required.</summary>
    public required FlowLogTable Table { get; init; }

    /// <summary>Workgroup that runs the queries. Required.</summary>
    public required QueryWorkgroup Workgroup { get; init; }

    /// <summary>Accounts and Regions to summarize. Required if queries set the accounts of the table. Default: all.</summary>
    public ArchiveScope Scope { get; init; } = ArchiveScope.All;

    /// <summary>Name of the summary table: lower-case letters, digits and underscores. Default: null (the table's name with <c>_hourly</c>).</summary>
    public string? TableName { get; init; }

    /// <summary>Age at which summaries are deleted, in whole days. Default: 1,096 days (three years).</summary>
    [TakesToken(TokenUnit.Days)]
    public Duration ExpireAfter { get; init; } = Durations.Days(1096);

    /// <summary>Bucket for the S3 server access logs of the bucket of summaries. Default: null (no access logs).</summary>
    public AccessLogBucket? AccessLogs { get; init; }

    /// <summary>Removal policy of the bucket of summaries. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether summaries are deleted with the stack. Requires <see cref="RemovalPolicy"/> DESTROY. Default: false.</summary>
    public bool AutoDeleteObjects { get; init; }
}

using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>
/// Activity logs: calls of AWS APIs that CloudTrail records, and requests to buckets in S3 server access logs. Without any of these keys, nothing of it is
/// created.
/// </summary>
public sealed record ActivitySettings
{
    /// <summary>
    /// Name of the log group to which an existing trail sends its records, in the account and Region of the stack. Detections, saved queries and the dashboard
    /// `activity` read it. Default: none.
    /// </summary>
    [RegularExpression("^[A-Za-z0-9_/.#-]{1,512}$", ErrorMessage = "use the name of a log group, as in 'aws-cloudtrail-logs'")]
    public string? LogGroup { get; init; }

    /// <summary>Name of the bucket with the files of an existing trail, for the Athena table `cloudtrail`. Default: none.</summary>
    [RegularExpression(Patterns.Bucket, ErrorMessage = Patterns.BucketWords)]
    public string? TrailBucket { get; init; }

    /// <summary>Prefix of the trail's keys, without a slash at its ends. Default: empty.</summary>
    [RegularExpression("^([A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*)?$", ErrorMessage = "use letters, digits and single slashes between them, as in "
        + "'security/trail'")]
    public string TrailPrefix { get; init; } = "";

    /// <summary>Id of the organization whose calls the trail records. Default: none (a trail of one account).</summary>
    [RegularExpression("^o-[a-z0-9]{10,32}$", ErrorMessage = "use the id of an organization, as in 'o-exampleorgid'")]
    public string? Organization { get; init; }

    /// <summary>Accounts whose calls and requests the tables contain, 12 digits each. Default: none (the account of the stack).</summary>
    [RegularExpression(@"^\d{12}$", ErrorMessage = "use an account id of 12 digits, in quotes")]
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>
    /// Regions whose calls and requests the tables contain. Calls of global services such as IAM are in `us-east-1`. Default: none (the Region of the stack).
    /// </summary>
    [RegularExpression(@"^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$", ErrorMessage = "use a region's code, as in 'eu-west-1'")]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// Whether the stack creates a trail of all Regions with a bucket and a log group. An account that has a trail does not need another: a further copy of
    /// management events costs about 2 USD for 100,000. The log group costs about 0.50 USD a GB. Default: false.
    /// </summary>
    public bool NewTrail { get; init; }

    /// <summary>
    /// Names of buckets whose writes of objects the new trail records, for about 0.10 USD for 100,000 data events. Default: none (no data events).
    /// </summary>
    [RegularExpression(Patterns.Bucket, ErrorMessage = Patterns.BucketWords)]
    public IReadOnlyList<string> DataEventBuckets { get; init; } = [];

    /// <summary>
    /// Services whose management events the new trail does not record, to save the cost of their number: `kms.amazonaws.com`, `rdsdata.amazonaws.com`.
    /// Default: none.
    /// </summary>
    [RegularExpression("^(kms|rdsdata)[.]amazonaws[.]com$", ErrorMessage = "use 'kms.amazonaws.com' or 'rdsdata.amazonaws.com'")]
    public IReadOnlyList<string> ExcludeManagementEventSources { get; init; } = [];

    /// <summary>
    /// Name of the bucket that receives S3 server access logs with keys partitioned by event time, for the Athena table `s3_access_logs`. Default: none.
    /// </summary>
    [RegularExpression(Patterns.Bucket, ErrorMessage = Patterns.BucketWords)]
    public string? AccessLogBucket { get; init; }

    /// <summary>Prefixes of the access logs in that bucket. Default: none (no prefix).</summary>
    [RegularExpression("^[A-Za-z0-9!_.*'()-]+(/[A-Za-z0-9!_.*'()-]+)*/?$", ErrorMessage = "use letters, digits and single slashes between them, as in "
        + "'access/'")]
    public IReadOnlyList<string> AccessLogPrefixes { get; init; } = [];

    /// <summary>Names of the buckets whose requests are in the access logs. Required with `accessLogBucket`. Default: none.</summary>
    [RegularExpression(Patterns.Bucket, ErrorMessage = Patterns.BucketWords)]
    public IReadOnlyList<string> LoggedBuckets { get; init; } = [];

    /// <summary>
    /// Name of a log group that receives S3 server access logs as JSON, for the dashboard `activity`. Default: none.
    /// </summary>
    [RegularExpression("^[A-Za-z0-9_/.#-]{1,512}$", ErrorMessage = "use the name of a log group, as in '/aws/s3/access'")]
    public string? AccessLogGroup { get; init; }

    /// <summary>
    /// Whether the 15 monitoring recommendations of the CIS AWS Foundations Benchmark are alarms on the log group of the trail. Each costs 0.40 USD a month.
    /// Default: false.
    /// </summary>
    public bool Detections { get; init; }

    /// <summary>
    /// Whether the metric filters have the exact text that AWS Security Hub compares, which selects some other calls. Default: false.
    /// </summary>
    public bool BenchmarkText { get; init; }

    /// <summary>
    /// Whether the queries of activity are saved: in Athena for each table, and in Logs Insights for the log group of the trail. Default: true.
    /// </summary>
    public bool Queries { get; init; } = true;

    /// <summary>Whether there is a log group of calls.</summary>
    internal bool HasCalls => LogGroup is not null || NewTrail;

    /// <summary>Whether there is a table.</summary>
    internal bool HasTable => TrailBucket is not null || NewTrail || AccessLogBucket is not null;

    /// <summary>Whether any log is named or created.</summary>
    internal bool IsOn => HasCalls || HasTable || AccessLogGroup is not null;
}

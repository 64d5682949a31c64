using System.ComponentModel.DataAnnotations;
using FlowLogStack.Query;

namespace FlowLogStack.App;

/// <summary>The Athena workgroup and the table over the archive.</summary>
public sealed record AthenaSettings
{
    /// <summary>Name of the workgroup. Default: derived from the stack's name.</summary>
    [RegularExpression("^(?!primary$)[A-Za-z0-9._-]{1,128}$",
        ErrorMessage = "use 1 to 128 letters, digits and . _ -, and not 'primary', which every account has already")]
    public string? Workgroup { get; init; }

    /// <summary>Maximum bytes that a single query can scan before Athena cancels it. Default: 10000000000 (10 GB, about 0.05 USD).</summary>
    [Range(QueryWorkgroup.MinimumBytesScannedCutoff, 7_000_000_000_000_000_000)]
    public long BytesScannedCutoff { get; init; } = 10_000_000_000;

    /// <summary>Alarm threshold for the bytes that all queries scan in a day. Default: null (no alarm).</summary>
    [Range(1, 7_000_000_000_000_000_000)]
    public long? BytesScannedPerDayAlarm { get; init; }

    /// <summary>Queries to save: `lab`, a few queries for a start, or `all` whose fields the log format contains. Default: lab.</summary>
    public AthenaCatalogue Queries { get; init; } = AthenaCatalogue.Lab;

    /// <summary>
    /// Whether queries for slow port scans, beacons and brute force run each day at 6:15 UTC and notify the subscribers of alarms of low severity of
    /// their findings. They cost what they scan of a day's objects, about 5 USD a TB, and 0.10 USD a month for an alarm on failures. Default: false.
    /// </summary>
    public bool DailyQueries { get; init; }

    /// <summary>Age in days at which query results are deleted. Default: 30.</summary>
    [Range(1, 36_500)]
    public int ResultsExpireAfterDays { get; init; } = 30;

    /// <summary>
    /// Encryption of query results: `s3-managed`, `customer-managed` for a KMS key that the stack creates, or the ARN of an existing customer managed key,
    /// whose required policy statement synthesis prints. Default: s3-managed.
    /// </summary>
    [RegularExpression(EncryptionSetting.S3Pattern, ErrorMessage = EncryptionSetting.S3Words)]
    public string Encryption { get; init; } = EncryptionSetting.S3Managed;

    /// <summary>Name of the Glue database. Default: derived from the stack's name.</summary>
    [RegularExpression("^[a-z0-9_]{1,128}$", ErrorMessage = "use 1 to 128 lower-case letters, digits and underscores")]
    public string? Database { get; init; }

    /// <summary>Name of the Glue table. Default: flow_logs.</summary>
    [RegularExpression("^[a-z0-9_]{1,128}$", ErrorMessage = "use 1 to 128 lower-case letters, digits and underscores")]
    public string Table { get; init; } = FlowLogTable.DefaultTableName;
}

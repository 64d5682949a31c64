using System.ComponentModel.DataAnnotations;
using FlowLogStack.Query;

namespace FlowLogStack.App;

/// <summary>Which Athena queries are saved.</summary>
public enum AthenaCatalogue
{
    /// <summary>The few that people ask first.</summary>
    Lab,

    /// <summary>Every query of the catalogue that the format has the fields for; those with parameters as prepared statements.</summary>
    All,
}

/// <summary>The Athena workgroup and the table over the archive.</summary>
public sealed record AthenaSettings
{
    /// <summary>The workgroup's name. Default: made from the stack's.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{1,128}$", ErrorMessage = "use 1 to 128 letters, digits and . _ -")]
    public string? Workgroup { get; init; }

    /// <summary>The bytes a single query may scan before Athena cancels it. Default: 10000000000 (10 GB, about 0.05 USD).</summary>
    [Range(QueryWorkgroup.MinimumBytesScannedCutoff, 7_000_000_000_000_000_000)]
    public long BytesScannedCutoff { get; init; } = 10_000_000_000;

    /// <summary>The bytes that all queries together may scan in a day before an alarm notifies. Default: no alarm.</summary>
    [Range(1, 7_000_000_000_000_000_000)]
    public long? BytesScannedPerDayAlarm { get; init; }

    /// <summary>Which queries are saved. Default: lab, the few that people ask first.</summary>
    public AthenaCatalogue Queries { get; init; } = AthenaCatalogue.Lab;

    /// <summary>The age in days at which query results are deleted. Default: 30.</summary>
    [Range(1, 36_500)]
    public int ResultsExpireAfterDays { get; init; } = 30;

    /// <summary>How query results are encrypted: with keys that S3 manages (`s3-managed`), with a KMS key that the stack makes (`customer-managed`), or with the existing key of an ARN, whose policy synthesis prints. Default: s3-managed.</summary>
    [RegularExpression("^(s3-managed|" + EncryptionSetting.CustomerManaged + "|" + EncryptionSetting.KeyArn + ")$", ErrorMessage = "give \"s3-managed\", \"customer-managed\" " + EncryptionSetting.OrKeyArn)]
    public string Encryption { get; init; } = "s3-managed";

    /// <summary>The Glue database's name. Default: made from the stack's.</summary>
    [RegularExpression("^[a-z0-9_]{1,128}$", ErrorMessage = "use 1 to 128 lower-case letters, digits and underscores")]
    public string? Database { get; init; }

    /// <summary>The Glue table's name. Default: flow_logs.</summary>
    [RegularExpression("^[a-z0-9_]{1,128}$", ErrorMessage = "use 1 to 128 lower-case letters, digits and underscores")]
    public string Table { get; init; } = FlowLogTable.DefaultTableName;
}

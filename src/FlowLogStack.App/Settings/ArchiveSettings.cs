using System.ComponentModel.DataAnnotations;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Delivery to S3.</summary>
public sealed record ArchiveSettings
{
    /// <summary>Whether records are delivered to S3. Default: yes.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The name of a bucket that exists; its settings stay as they are, and synthesis prints the statements its policy needs. Default: a new bucket.</summary>
    [RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ErrorMessage = "give a bucket's name, not its ARN or URL: 3 to 63 lower-case letters, digits, hyphens and dots")]
    public string? ExistingBucket { get; init; }

    /// <summary>The folder of the bucket that all objects go to, without slashes at its ends. Default: none.</summary>
    [DataType(SettingsSchema.Folder)]
    [StringLength(512)]
    public string Prefix { get; init; } = "";

    /// <summary>The format of the objects. Default: plain-text.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>The number of the archive's generation. To change `format` or `fileFormat`, set the next number and describe the format until then in `earlier`: records then go to the folder `generation-2` and the table `flow_logs_2`, the objects and the table of before stay, and the view `flow_logs_all` unites them. Default: 1.</summary>
    [Range(1, 100)]
    public int Generation { get; init; } = 1;

    /// <summary>The formats of the earlier generations, the oldest first, one fewer than `generation`. Default: none; for generation 2, one with the defaults of every key.</summary>
    public IReadOnlyList<GenerationSettings> Earlier { get; init; } = [];

    /// <summary>Whether folders spell out names and values, as in `year=2026/`. Default: no.</summary>
    public bool HiveCompatiblePartitions { get; init; }

    /// <summary>Whether each hour has a folder of its own; otherwise each day has. Default: no.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>How the new bucket is encrypted: with keys that S3 manages (`s3-managed`), with a KMS key that the stack makes (`customer-managed`), or with the existing key of an ARN, whose policy synthesis prints. For an existing bucket, the ARN of the key that it is encrypted with. Default: s3-managed.</summary>
    [RegularExpression("^(s3-managed|" + EncryptionSetting.CustomerManaged + "|" + EncryptionSetting.KeyArn + ")$", ErrorMessage = "give \"s3-managed\", \"customer-managed\" " + EncryptionSetting.OrKeyArn)]
    public string Encryption { get; init; } = "s3-managed";

    /// <summary>Whether overwritten and deleted objects of the new bucket are kept as versions, for a month. Default: no.</summary>
    public bool Versioned { get; init; }

    /// <summary>The age in days at which objects of the new bucket are deleted; null keeps them forever. Default: 365.</summary>
    [Range(1, 36_500)]
    public int? ExpireAfterDays { get; init; } = 365;

    /// <summary>The cheaper storage classes that objects of the new bucket move to as they age, in the order of their ages. Default: none.</summary>
    public IReadOnlyList<TierSettings> Tiers { get; init; } = [];

    /// <summary>Whether the access logs of the new buckets are kept, in a bucket of their own. Default: yes.</summary>
    public bool AccessLogs { get; init; } = true;

    /// <summary>The ids of the accounts whose flow logs may be delivered here and are queried. Default: the stack's account.</summary>
    [RegularExpression(@"^\d{12}$", ErrorMessage = "give an account id of 12 digits, in quotes")]
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>The regions whose flow logs may be delivered here and are queried. Default: the stack's region.</summary>
    [RegularExpression(@"^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$", ErrorMessage = "give a region's code, as in 'eu-west-1'")]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>What the bucket policy says of the ACL header of delivered objects: checked `if-present`, `required` as in AWS's published policy, or `none`. Default: if-present.</summary>
    public DeliveryAclCondition AclCondition { get; init; } = DeliveryAclCondition.IfPresent;
}

/// <summary>The format of an earlier generation of the archive.</summary>
public sealed record GenerationSettings
{
    /// <summary>The fields of its records, as in the setting `format`. Default: AWS's default format for the sources.</summary>
    [StringLength(8192, MinimumLength = 1)]
    public string? Format { get; init; }

    /// <summary>The format of its objects. Default: plain-text.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>Whether each hour had a folder of its own; otherwise each day had. Default: no.</summary>
    public bool PerHourPartition { get; init; }
}

/// <summary>A cheaper storage class, and the age at which objects move to it.</summary>
public sealed record TierSettings
{
    /// <summary>The storage class, as S3 spells it.</summary>
    [AllowedValues("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")]
    public required string StorageClass { get; init; }

    /// <summary>The age in days at which objects move.</summary>
    [Range(1, 36_500)]
    public required int AfterDays { get; init; }
}

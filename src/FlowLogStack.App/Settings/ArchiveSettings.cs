using System.ComponentModel.DataAnnotations;
using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Delivery to S3.</summary>
public sealed record ArchiveSettings
{
    /// <summary>Whether records are delivered to S3. Default: true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>
    /// Name of an existing bucket. Its settings stay unchanged, and synthesis prints the statements that its policy requires. Default: a new bucket.
    /// </summary>
    [RegularExpression(Patterns.Bucket, ErrorMessage = Patterns.BucketWords)]
    public string? ExistingBucket { get; init; }

    /// <summary>Folder of all objects in the bucket, without leading or trailing slashes. Default: empty (the root).</summary>
    [DataType(SettingsSchema.Folder)]
    [StringLength(512)]
    public string Prefix { get; init; } = "";

    /// <summary>File format of the objects. Default: plain-text.</summary>
    public FileFormat FileFormat { get; init; } = FileFormat.PlainText;

    /// <summary>
    /// Number of the archive's generation. To change `format` or `fileFormat`, increase it by 1 and describe the previous format in `earlier`. Records
    /// are then delivered to the folder `generation-2` and read by the table `flow_logs_2`. Earlier objects and tables stay, and the view
    /// `flow_logs_all` combines all tables. Default: 1.
    /// </summary>
    [Range(1, 100)]
    public int Generation { get; init; } = 1;

    /// <summary>
    /// Formats of the earlier generations, oldest first, one fewer than `generation`. Default: none; for generation 2, one with the default of each
    /// key.
    /// </summary>
    public IReadOnlyList<GenerationSettings> Earlier { get; init; } = [];

    /// <summary>Whether folder names contain partition names, such as `year=2026/`. Default: false.</summary>
    public bool HiveCompatiblePartitions { get; init; }

    /// <summary>Whether there is one folder for each hour, instead of one for each day. Default: false.</summary>
    public bool PerHourPartition { get; init; }

    /// <summary>
    /// Encryption of a new bucket: keys that S3 manages (`s3-managed`), a KMS key that the stack creates (`customer-managed`), or the ARN of an existing
    /// key. For an existing key, synthesis prints the statement that its policy requires. For an existing bucket, the ARN of its key. Default:
    /// s3-managed.
    /// </summary>
    [RegularExpression(EncryptionSetting.S3Pattern, ErrorMessage = EncryptionSetting.S3Words)]
    public string Encryption { get; init; } = EncryptionSetting.S3Managed;

    /// <summary>Whether overwritten and deleted objects of a new bucket are kept as versions, for 30 days. Default: false.</summary>
    public bool Versioned { get; init; }

    /// <summary>Age in days at which objects of a new bucket are deleted; null keeps them forever. Default: 365.</summary>
    [Range(1, 36_500)]
    public int? ExpireAfterDays { get; init; } = 365;

    /// <summary>Transitions of a new bucket's objects to cheaper storage classes, in order of age. Default: none.</summary>
    public IReadOnlyList<TierSettings> Tiers { get; init; } = [];

    /// <summary>Whether S3 server access logs of new buckets are kept, in a bucket of their own. Default: true.</summary>
    public bool AccessLogs { get; init; } = true;

    /// <summary>
    /// Name of a new bucket, so that stacks of other accounts can deliver to it: 3 to 63 lower-case letters, digits, hyphens and dots. Default: null
    /// (CloudFormation generates a name).
    /// </summary>
    [RegularExpression(Patterns.Bucket, ErrorMessage = Patterns.BucketWords)]
    public string? BucketName { get; init; }

    /// <summary>
    /// Id of the organization whose accounts may deliver flow logs to the archive, in place of a list of accounts in its policies. Each query then sets
    /// the accounts, unless `accounts` lists them, and the Regions, unless `regions` lists them. Default: null (only `accounts`).
    /// </summary>
    [RegularExpression(Patterns.Organization, ErrorMessage = Patterns.OrganizationWords)]
    public string? Organization { get; init; }

    /// <summary>
    /// Paths of organizational units of `organization`, whose accounts alone may deliver. A path that ends with `/*` includes the units below. Default:
    /// none (all accounts of the organization).
    /// </summary>
    [RegularExpression(@"^o-[a-z0-9]{10,32}/r-[a-z0-9]{4,32}(/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32})*/\*?$", ErrorMessage = "use the ids of the "
        + "organization, the root and the units, and '/' or '/*' at the end, as in 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'")]
    public IReadOnlyList<string> OrganizationPaths { get; init; } = [];

    /// <summary>
    /// Ids of the accounts whose flow logs may be delivered to the archive and can be queried. With `organization`, the accounts that the table lists.
    /// Default: the account of the stack; with `organization`, none (each query sets them).
    /// </summary>
    [RegularExpression(Patterns.Account, ErrorMessage = Patterns.AccountWords)]
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>
    /// Regions whose flow logs may be delivered to the archive and can be queried. Default: the Region of the stack; with `organization`, all (each query
    /// sets them).
    /// </summary>
    [RegularExpression(Patterns.Region, ErrorMessage = Patterns.RegionWords)]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// Bucket policy condition on the ACL header of delivered objects: `if-present` checks a header that is sent, `required` also denies deliveries
    /// without it, as in the policy that AWS publishes, and `none` checks nothing. Default: if-present.
    /// </summary>
    public DeliveryAclCondition AclCondition { get; init; } = DeliveryAclCondition.IfPresent;

    /// <summary>Accounts that may read the archive, such as a vendor's, each through a role of its own. Default: none.</summary>
    public IReadOnlyList<ReaderSettings> Readers { get; init; } = [];

    /// <summary>Whether a new bucket receives flow logs that other stacks create.</summary>
    internal bool ReceivesOthers => ExistingBucket is null && (Organization is not null || Accounts.Count > 0);

    /// <summary>Returns the S3 key layout of the generation, to which members deliver.</summary>
    internal S3Layout ToLayoutOfGeneration() => ToLayout() with { Prefix = GenerationFolder.Of(Prefix, Generation) };

    /// <summary>Returns the S3 key layout without the folder of the generation.</summary>
    internal S3Layout ToLayout() => new()
    {
        FileFormat = FileFormat,
        HiveCompatiblePartitions = HiveCompatiblePartitions,
        PerHourPartition = PerHourPartition,
        Prefix = Prefix,
    };

    /// <summary>Returns the organization that delivers, or null.</summary>
    internal SourceOrganization? ToOrganization() => Organization is null ? null : new SourceOrganization(Organization) { Paths = OrganizationPaths };
}

using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Capture;

/// <summary>The bucket that receives the S3 server access logs of other buckets. They record who read the flow logs.</summary>
/// <remarks>
/// Keys are partitioned by account, Region, bucket and the day of the requests: <c>PREFIX/ACCOUNT/REGION/BUCKET/yyyy/MM/dd/</c>.
/// Access is granted by bucket policy, because ACLs are disabled, whatever the feature flags of the app.
/// S3 delivers access logs only to buckets encrypted with SSE-S3, so the encryption isn't configurable.
/// </remarks>
public sealed class AccessLogBucket : Construct
{
    /// <summary>Creates the bucket.</summary>
    public AccessLogBucket(Construct scope, string id, AccessLogBucketProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        Given.Ensure(this, props);
        props ??= new AccessLogBucketProps();
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        Bucket = PrivateBucket.Create(this, "Bucket", PrivateBucket.AgeOut(props.ExpireAfter), props.RemovalPolicy);
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", Bucket);
    }

    /// <summary>The bucket.</summary>
    public Bucket Bucket { get; }

    /// <summary>Enables access logging of a source bucket to this bucket.</summary>
    /// <param name="source">The bucket whose requests are logged.</param>
    /// <param name="prefix">Key prefix of its logs, with a trailing slash.</param>
    public void Receive(Bucket source, string prefix)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Node.DefaultChild is not CfnBucket bucket)
            throw new ArgumentException($"'{source.Node.Path}' has no bucket resource to configure. Pass a bucket of this app.", nameof(source));
        var (account, region) = CdkVersions.EnvironmentOf(Bucket);
        SameEnvironment.Require(source, $"The bucket for access logs '{Node.Path}'", region,
            account, "the bucket that is logged", "S3 writes access logs to a bucket of the same account and region. Use an AccessLogBucket there.");
        bucket.LoggingConfiguration = new CfnBucket.LoggingConfigurationProperty
        {
            LogFilePrefix = prefix,
            // Without it the keys have no folders, and no table can be partitioned by time.
            TargetObjectKeyFormat = new CfnBucket.TargetObjectKeyFormatProperty
            {
                PartitionedPrefix = new CfnBucket.PartitionedPrefixProperty { PartitionDateSource = "EventTime" },
            },
        }.With(nameof(CfnBucket.LoggingConfigurationProperty.DestinationBucketName), Bucket.BucketName);
        Bucket.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("logging.s3.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [Bucket.ArnForObjects(prefix + "*")],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Places.EnvironmentOf(this).Account },
                ["ArnLike"] = new Dictionary<string, object> { ["aws:SourceArn"] = SourceArn(source) },
            },
        }));
    }

    // For a bucket of another stack, its ARN would create a dependency cycle. The policy then admits all buckets of the account.
    string SourceArn(Bucket source) => Places.ShareStack(source, this) ? source.BucketArn : $"arn:{Places.PartitionOf(this)}:s3:::*";
}

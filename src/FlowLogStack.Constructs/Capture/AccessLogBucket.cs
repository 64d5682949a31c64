using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Capture;

/// <summary>What an <see cref="AccessLogBucket"/> can be told.</summary>
public sealed record AccessLogBucketProps
{
    /// <summary>The age in days at which access logs are deleted. Default: 90.</summary>
    public int ExpireAfterDays { get; init; } = 90;

    /// <summary>What becomes of the bucket when the stack is deleted. Default: it is kept.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;

    /// <summary>Whether the bucket is emptied when the stack is deleted. Default: no. Needs <see cref="RemovalPolicy"/> DESTROY.</summary>
    public bool AutoDeleteObjects { get; init; }
}

/// <summary>The bucket that S3 writes the access logs of other buckets to: who read the flow logs.</summary>
/// <remarks>
/// Access is granted by bucket policy and not by ACL, whatever the feature flags of the app say, because ACLs are off.
/// S3 can deliver access logs to SSE-S3 buckets only, so there is no choice of key.
/// </remarks>
public sealed class AccessLogBucket : Construct
{
    /// <summary>Makes the bucket.</summary>
    public AccessLogBucket(Construct scope, string id, AccessLogBucketProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        props ??= new AccessLogBucketProps();
        PrivateBucket.EnsureRemovable(props.AutoDeleteObjects, props.RemovalPolicy);
        Bucket = PrivateBucket.Create(this, "Bucket", PrivateBucket.AgeOut(props.ExpireAfterDays), props.RemovalPolicy);
        if (props.AutoDeleteObjects)
            new BucketEmptier(this, "Emptier", Bucket);
    }

    /// <summary>The bucket.</summary>
    public Bucket Bucket { get; }

    /// <summary>Has S3 write the source's access logs here.</summary>
    /// <param name="source">The bucket whose requests are logged.</param>
    /// <param name="prefix">The folder for its logs, with a slash at its end.</param>
    public void Receive(Bucket source, string prefix)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.Node.DefaultChild is not CfnBucket bucket)
            throw new ArgumentException($"'{source.Node.Path}' has no bucket resource to configure: pass a bucket of this app.", nameof(source));
        var (account, region) = CdkVersions.EnvironmentOf(Bucket);
        SameEnvironment.Require(source, $"The bucket for access logs '{Node.Path}'", region, account, "the bucket that is logged", "S3 writes access logs to a bucket of the same account and region: use an AccessLogBucket there.");
        bucket.LoggingConfiguration = new CfnBucket.LoggingConfigurationProperty { LogFilePrefix = prefix }.With(nameof(CfnBucket.LoggingConfigurationProperty.DestinationBucketName), Bucket.BucketName);
        Bucket.AddToResourcePolicy(new PolicyStatement(new PolicyStatementProps
        {
            Principals = [new ServicePrincipal("logging.s3.amazonaws.com")],
            Actions = ["s3:PutObject"],
            Resources = [Bucket.ArnForObjects(prefix + "*")],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Stack.Of(this).Account },
                ["ArnLike"] = new Dictionary<string, object> { ["aws:SourceArn"] = SourceArn(source) },
            },
        }));
    }

    // A bucket of another stack needs this one first, so that the policy cannot name it: it names the buckets of the account.
    string SourceArn(Bucket source) => Stack.Of(source).Node.Path == Stack.Of(this).Node.Path ? source.BucketArn : $"arn:{Stack.Of(this).Partition}:s3:::*";
}

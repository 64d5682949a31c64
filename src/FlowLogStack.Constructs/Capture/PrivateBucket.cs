using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace FlowLogStack.Capture;

/// <summary>Buckets with the toolkit's common settings: no public access, TLS only, no ACLs, encryption, and a lifecycle rule.</summary>
static class PrivateBucket
{
    public static Bucket Create(Construct scope, string id, LifecycleRule lifecycle, RemovalPolicy removalPolicy, IKey? encryptionKey = null,
        bool versioned = false, string? name = null) => new(scope, id, new BucketProps
    {
        BucketName = name,
        BlockPublicAccess = BlockPublicAccess.BLOCK_ALL,
        EnforceSSL = true,
        ObjectOwnership = ObjectOwnership.BUCKET_OWNER_ENFORCED,
        Encryption = encryptionKey is null ? BucketEncryption.S3_MANAGED : BucketEncryption.KMS,
        BucketKeyEnabled = encryptionKey is null ? null : true,
        Versioned = versioned ? true : null,
        RemovalPolicy = removalPolicy,
        LifecycleRules = [lifecycle],
    }.With(nameof(BucketProps.EncryptionKey), encryptionKey));

    /// <summary>Returns a lifecycle rule that deletes objects of an age, or keeps them if it is null.</summary>
    /// <exception cref="ArgumentException">The age is not a whole number of days.</exception>
    public static LifecycleRule AgeOut(Duration? after)
    {
        if (after is { } age)
            Ages.InDays(age, "The bucket deletes objects");
        return new LifecycleRule
        {
            Id = "AgeOut",
            Enabled = true,
            AbortIncompleteMultipartUploadAfter = Durations.Days(7),
            Expiration = after,
        };
    }

    /// <summary>Requires the removal policy DESTROY for a bucket that is emptied.</summary>
    public static void EnsureRemovable(bool autoDeleteObjects, RemovalPolicy removalPolicy)
    {
        if (autoDeleteObjects && removalPolicy is not RemovalPolicy.DESTROY)
            throw new ArgumentException($"AutoDeleteObjects empties the bucket so that it can be deleted, but RemovalPolicy {removalPolicy} keeps it. Use "
                + "RemovalPolicy.DESTROY, or remove AutoDeleteObjects.");
    }
}

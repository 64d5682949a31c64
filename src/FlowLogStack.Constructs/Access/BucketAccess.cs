using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Capture;

namespace FlowLogStack.Access;

/// <summary>Lets roles use the keys of the buckets that they read and write.</summary>
static class BucketAccess
{
    /// <summary>Lets a role decrypt a bucket's objects.</summary>
    /// <param name="role">The role.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The bucket's key, if it is known.</param>
    public static void LetDecrypt(IRole role, IBucket bucket, IKey? key)
    {
        if (key is not null)
            key.GrantDecrypt(role);
        else
            LetUseUnknownKey(role, bucket, "kms:Decrypt");
    }

    /// <summary>Lets a role encrypt objects of a bucket.</summary>
    /// <param name="role">The role.</param>
    /// <param name="bucket">The bucket.</param>
    public static void LetEncrypt(IRole role, IBucket bucket)
    {
        if (bucket.EncryptionKey is { } key)
            key.GrantEncrypt(role);
        else
            LetUseUnknownKey(role, bucket, "kms:GenerateDataKey");
    }

    // An imported bucket may have a key that the app does not know. The conditions narrow the permission to that bucket's objects,
    // whichever key it is; where there is none, they are never met.
    static void LetUseUnknownKey(IRole role, IBucket bucket, string action)
    {
        if (BucketEvents.TemplateOf(bucket) is not null)
            return;
        var stack = Stack.Of(role);
        var (account, region) = CdkVersions.EnvironmentOf(bucket);
        role.AddToPrincipalPolicy(new PolicyStatement(new PolicyStatementProps
        {
            Actions = [action],
            Resources = [stack.FormatArn(new ArnComponents { Service = "kms", Region = region, Account = account, Resource = "key", ResourceName = "*" })],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"s3.{region}.{stack.UrlSuffix}" },
                // A bucket key is used for the bucket, another key for each object.
                ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:aws:s3:arn"] = new[] { bucket.BucketArn, bucket.ArnForObjects("*") } },
            },
        }));
    }
}

using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.S3;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>IAM permissions on the KMS keys of buckets that roles read or write.</summary>
static class BucketAccess
{
    /// <summary>
    /// Returns whether two constructs are one bucket. Several constructs can wrap one bucket, which its name identifies, also by the name that a bucket of
    /// the app is given.
    /// </summary>
    public static bool IsSame(IBucket one, IBucket other)
    {
        var (name, otherName) = (one.BucketName, other.BucketName);
        return name == otherName || (Token.IsUnresolved(name) != Token.IsUnresolved(otherName) && Given(one, name) == Given(other, otherName));
    }

    static string? Given(IBucket bucket, string name) => Token.IsUnresolved(name) ? (bucket.Node.DefaultChild as CfnBucket)?.BucketName : name;

    /// <summary>Allows a role to decrypt a bucket's objects.</summary>
    /// <param name="role">The role.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The bucket's key, or null if it isn't known.</param>
    public static void LetDecrypt(IRole role, IBucket bucket, IKey? key) => LetDecrypt(role, role, bucket, key);

    /// <summary>Allows a principal to decrypt a bucket's objects.</summary>
    /// <param name="scope">A construct of the stack in which the principal is granted the permission.</param>
    /// <param name="grantee">The principal.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="key">The bucket's key, or null if it isn't known.</param>
    public static void LetDecrypt(IConstruct scope, IGrantable grantee, IBucket bucket, IKey? key)
    {
        if (key is not null)
            key.GrantDecrypt(grantee);
        else if (UseOfUnknownKey(scope, bucket, "kms:Decrypt") is { } use)
            grantee.GrantPrincipal.AddToPrincipalPolicy(use);
    }

    /// <summary>Allows a role to encrypt objects of a bucket.</summary>
    /// <param name="role">The role.</param>
    /// <param name="bucket">The bucket.</param>
    public static void LetEncrypt(IRole role, IBucket bucket)
    {
        if (bucket.EncryptionKey is { } key)
            key.GrantEncrypt(role);
        else if (UseOfUnknownKey(role, bucket, "kms:GenerateDataKey") is { } use)
            role.AddToPrincipalPolicy(use);
    }

    /// <summary>Returns a statement on the key of an imported bucket, which isn't part of the app; null for a bucket of the app.</summary>
    /// <remarks>
    /// The conditions limit the permission to that bucket's objects, whichever key it uses; they never match if the bucket has no key.
    /// </remarks>
    public static PolicyStatement? UseOfUnknownKey(IConstruct scope, IBucket bucket, params string[] actions)
    {
        if (BucketEvents.TemplateOf(bucket) is not null)
            return null;
        var stack = Places.StackOf(scope);
        var (account, region) = CdkVersions.EnvironmentOf(bucket);
        return new PolicyStatement(new PolicyStatementProps
        {
            Actions = actions,
            Resources = [stack.FormatArn(new ArnComponents { Service = "kms", Region = region, Account = account, Resource = "key", ResourceName = "*" })],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"s3.{region}.{stack.UrlSuffix}" },
                // The encryption context is the bucket's ARN with an S3 Bucket Key and the object's ARN without one.
                ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:aws:s3:arn"] = new[] { bucket.BucketArn,
                    bucket.ArnForObjects("*") } },
            },
        });
    }
}

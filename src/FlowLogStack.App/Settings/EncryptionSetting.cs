using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack.App;

/// <summary>A setting whose value is a kind of encryption or the ARN of an existing KMS key.</summary>
static class EncryptionSetting
{
    /// <summary>The value for a key that the stack creates.</summary>
    internal const string CustomerManaged = "customer-managed";

    /// <summary>Regular expression of a key's ARN.</summary>
    internal const string KeyArn = @"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]{1,64}";

    /// <summary>Last part of the error message for a value that isn't valid.</summary>
    internal const string OrKeyArn =
        "or the ARN of a customer managed KMS key, as in 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'";

    /// <summary>Regular expression of a key that the stack creates, or of the ARN of an existing key.</summary>
    internal const string Pattern = "^(" + CustomerManaged + "|" + KeyArn + ")$";

    /// <summary>Words for <see cref="Pattern"/>.</summary>
    internal const string Words = "use \"customer-managed\" " + OrKeyArn;

    /// <summary>The value for keys that S3 manages.</summary>
    internal const string S3Managed = "s3-managed";

    /// <summary>Regular expression of the values for a bucket.</summary>
    internal const string S3Pattern = "^(" + S3Managed + "|" + CustomerManaged + "|" + KeyArn + ")$";

    /// <summary>Words for <see cref="S3Pattern"/>.</summary>
    internal const string S3Words = "use \"s3-managed\", \"customer-managed\" " + OrKeyArn;

    /// <summary>Returns whether the value is the ARN of a key.</summary>
    internal static bool IsKey(string value) => value.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>Imports the key of the value, or returns null if the value isn't an ARN.</summary>
    internal static IKey? Import(Construct scope, string id, string value) => IsKey(value) ? Key.FromKeyArn(scope, id, value) : null;
}

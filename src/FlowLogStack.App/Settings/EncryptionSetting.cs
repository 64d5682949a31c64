using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack.App;

/// <summary>A setting that is a way of encryption or the ARN of an existing KMS key.</summary>
static class EncryptionSetting
{
    /// <summary>The value for a key that the stack makes.</summary>
    internal const string CustomerManaged = "customer-managed";

    /// <summary>The pattern of the ARN of a key.</summary>
    internal const string KeyArn = @"arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key/[A-Za-z0-9-]{1,64}";

    /// <summary>The ending of the message for a value that is neither.</summary>
    internal const string OrKeyArn = "or the ARN of a customer managed KMS key, as in 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'";

    /// <summary>Whether the value is the ARN of a key.</summary>
    internal static bool IsKey(string value) => value.StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>Imports the key that the value names; null if it names none.</summary>
    internal static IKey? Import(Construct scope, string id, string value) => IsKey(value) ? Key.FromKeyArn(scope, id, value) : null;
}

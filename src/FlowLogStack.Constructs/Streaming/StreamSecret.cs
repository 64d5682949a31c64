using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Streaming;

/// <summary>The secret of a stream's destination, which Firehose reads with the stream's role.</summary>
static class StreamSecret
{
    /// <summary>Returns the stream's reference to the secret.</summary>
    public static CfnDeliveryStream.SecretsManagerConfigurationProperty Configuration(ISecret secret, IRole role) =>
        new CfnDeliveryStream.SecretsManagerConfigurationProperty { Enabled = true }
            .With(nameof(CfnDeliveryStream.SecretsManagerConfigurationProperty.SecretArn), secret.SecretArn)
            .With(nameof(CfnDeliveryStream.SecretsManagerConfigurationProperty.RoleArn), role.RoleArn);

    /// <summary>Returns the statements with which a role reads the secret, and nothing else.</summary>
    /// <exception cref="ArgumentException">The secret is in another Region than the stream.</exception>
    public static IEnumerable<PolicyStatement> Statements(Construct stream, ISecret secret)
    {
        var (account, region) = CdkVersions.EnvironmentOf(secret);
        SameEnvironment.Require(stream, $"The secret '{secret.Node.Path}'", region, account: null, "the stream", "Replicate it to the stream's Region, and use the replica.");
        var arn = secret.SecretFullArn ?? $"{secret.SecretArn}-??????";
        yield return new PolicyStatement(new PolicyStatementProps { Actions = ["secretsmanager:GetSecretValue"], Resources = [arn] });
        // The AWS managed key needs no permission. The key of an imported secret isn't known, so the conditions limit it to that of the secret.
        if (secret.Node.DefaultChild is CfnSecret && secret.EncryptionKey is null)
            yield break;
        var stack = Stack.Of(stream);
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["kms:Decrypt"],
            Resources = [secret.EncryptionKey?.KeyArn ?? stack.FormatArn(new ArnComponents { Service = "kms", Region = region, Account = account, Resource = "key", ResourceName = "*" })],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["kms:ViaService"] = $"secretsmanager.{region}.{stack.UrlSuffix}" },
                ["StringLike"] = new Dictionary<string, object> { ["kms:EncryptionContext:SecretARN"] = arn },
            },
        });
    }
}

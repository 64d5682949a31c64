using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.SecretsManager;

namespace FlowLogStack.Streaming;

/// <summary>The secret of a stream's destination, which Firehose reads with the stream's role.</summary>
static class StreamSecret
{
    /// <summary>Returns the stream's reference to the secret.</summary>
    public static CfnDeliveryStream.SecretsManagerConfigurationProperty Configuration(ISecret secret, IRole role) =>
        new CfnDeliveryStream.SecretsManagerConfigurationProperty { Enabled = true }
            .With(nameof(CfnDeliveryStream.SecretsManagerConfigurationProperty.SecretArn), secret.SecretArn)
            .With(nameof(CfnDeliveryStream.SecretsManagerConfigurationProperty.RoleArn), role.RoleArn);
}

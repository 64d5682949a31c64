using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.KMS;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>Encryption of Firehose streams that flow logs are delivered to.</summary>
static class StreamAccess
{
    /// <summary>Encrypts the buffered records of a stream of the same stack, unless the stream has encryption of its own.</summary>
    /// <remarks>Firehose creates a grant for itself, with the permissions of the deployment. The policy of the key needs no statement.</remarks>
    /// <param name="user">The construct that delivers to the stream.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="key">The key.</param>
    public static void Encrypt(Construct user, CfnDeliveryStream stream, IKey key)
    {
        if (stream.DeliveryStreamEncryptionConfigurationInput is not null || !Places.ShareStack(stream, user))
            return;
        stream.DeliveryStreamEncryptionConfigurationInput =
            new CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty { KeyType = "CUSTOMER_MANAGED_CMK" }
            .With(nameof(CfnDeliveryStream.DeliveryStreamEncryptionConfigurationInputProperty.KeyArn), KeyAccess.Itself(user, key, "stream").KeyArn);
    }
}

using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KinesisFirehose;
using Amazon.CDK.AWS.S3;

namespace FlowLogStack.Streaming;

/// <summary>The parts that every destination of a stream refers to.</summary>
/// <param name="Role">Role of the stream.</param>
/// <param name="Bucket">Bucket of the records, or of those that could not be delivered.</param>
/// <param name="KeyArn">ARN of the bucket's customer managed key; null if S3 manages the keys.</param>
/// <param name="LogGroupName">Log group of Firehose's error messages.</param>
/// <param name="LogStreamName">Log stream of the error messages.</param>
/// <param name="Processing">Transformation of records; null for none.</param>
/// <param name="BacksUpAll">Whether the bucket receives all records, in addition to the destination.</param>
sealed record StreamParts(
    IRole Role, IBucket Bucket, string? KeyArn, string LogGroupName, string LogStreamName,
    CfnDeliveryStream.ProcessingConfigurationProperty? Processing, bool BacksUpAll)
{
    /// <summary>Folder of records that could not be delivered.</summary>
    internal const string Undelivered = "undelivered/";

    /// <summary>Log of Firehose's error messages.</summary>
    public CfnDeliveryStream.CloudWatchLoggingOptionsProperty Logging => new CfnDeliveryStream.CloudWatchLoggingOptionsProperty
    {
        Enabled = true,
    }.With(nameof(CfnDeliveryStream.CloudWatchLoggingOptionsProperty.LogGroupName), LogGroupName)
        .With(nameof(CfnDeliveryStream.CloudWatchLoggingOptionsProperty.LogStreamName), LogStreamName);

    /// <summary>Encryption of objects with the bucket's key; null if S3 manages the keys.</summary>
    public CfnDeliveryStream.EncryptionConfigurationProperty? Encryption => KeyArn is null ? null : new CfnDeliveryStream.EncryptionConfigurationProperty
    {
        KmsEncryptionConfig = new CfnDeliveryStream.KMSEncryptionConfigProperty()
            .With(nameof(CfnDeliveryStream.KMSEncryptionConfigProperty.AwskmsKeyArn), KeyArn),
    };

    /// <summary>The bucket as the backup of another destination.</summary>
    public CfnDeliveryStream.S3DestinationConfigurationProperty Backup => new CfnDeliveryStream.S3DestinationConfigurationProperty
    {
        BufferingHints = new CfnDeliveryStream.BufferingHintsProperty { IntervalInSeconds = 300, SizeInMBs = 5 },
        CompressionFormat = "GZIP",
        Prefix = BacksUpAll ? "all/" : Undelivered,
        ErrorOutputPrefix = Undelivered + "!{firehose:error-output-type}/",
        CloudWatchLoggingOptions = Logging,
        EncryptionConfiguration = Encryption,
    }.With(nameof(CfnDeliveryStream.S3DestinationConfigurationProperty.BucketArn), Bucket.BucketArn)
        .With(nameof(CfnDeliveryStream.S3DestinationConfigurationProperty.RoleArn), Role.RoleArn);
}

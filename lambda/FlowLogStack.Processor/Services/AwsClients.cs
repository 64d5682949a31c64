using Amazon.EC2;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SQS;

namespace FlowLogStack.Processor;

/// <summary>AWS clients, created on first use: most functions need one or two of them, and each lengthens the cold start.</summary>
class AwsClients
{
    IAmazonS3? s3;
    IAmazonSQS? sqs;
    IAmazonEC2? ec2;
    IAmazonSecretsManager? secrets;

    /// <summary>Client of S3.</summary>
    public virtual IAmazonS3 S3 => s3 ??= new AmazonS3Client(new AmazonS3Config
    {
        // Local endpoints have no wildcard host names.
        ForcePathStyle = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_S3") is not null
            || Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is not null,
    });

    /// <summary>Client of SQS.</summary>
    public virtual IAmazonSQS Sqs => sqs ??= new AmazonSQSClient();

    /// <summary>Client of EC2.</summary>
    public virtual IAmazonEC2 Ec2 => ec2 ??= new AmazonEC2Client();

    /// <summary>Client of Secrets Manager.</summary>
    public virtual IAmazonSecretsManager Secrets => secrets ??= new AmazonSecretsManagerClient();
}

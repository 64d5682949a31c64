using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SQS;

namespace FlowLogStack.Processor.Tests;

/// <summary>AWS clients that call the pretended AWS.</summary>
sealed class LoopbackClients(LoopbackAws aws) : AwsClients, IDisposable
{
    static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    readonly AmazonS3Client s3 = new(Credentials, new AmazonS3Config { ServiceURL = aws.Url.ToString(), AuthenticationRegion = "eu-west-1",
        ForcePathStyle = true, MaxErrorRetry = 1 });
    readonly AmazonSQSClient sqs = new(Credentials, new AmazonSQSConfig { ServiceURL = aws.Url.ToString(), AuthenticationRegion = "eu-west-1",
        MaxErrorRetry = 1 });
    readonly AmazonEC2Client ec2 = new(Credentials, new AmazonEC2Config { ServiceURL = aws.Url.ToString(), AuthenticationRegion = "eu-west-1",
        MaxErrorRetry = 0 });
    readonly AmazonSecretsManagerClient secrets = new(Credentials,
        new AmazonSecretsManagerConfig { ServiceURL = aws.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });

    public override IAmazonS3 S3 => s3;

    public override IAmazonSQS Sqs => sqs;

    public override IAmazonEC2 Ec2 => ec2;

    public override IAmazonSecretsManager Secrets => secrets;

    public void Dispose()
    {
        s3.Dispose();
        sqs.Dispose();
        ec2.Dispose();
        secrets.Dispose();
    }
}

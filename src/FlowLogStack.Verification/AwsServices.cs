using Amazon;
using Amazon.CloudFormation;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleNotificationService;

namespace FlowLogStack.Verification;

/// <summary>The services that are asked.</summary>
public sealed record AwsServices : IDisposable
{
    /// <summary>Knows what was deployed.</summary>
    public required IAmazonCloudFormation CloudFormation { get; init; }

    /// <summary>Knows flow logs.</summary>
    public required IAmazonEC2 Ec2 { get; init; }

    /// <summary>Knows alarms, metrics, rules and dashboards.</summary>
    public required IAmazonCloudWatch CloudWatch { get; init; }

    /// <summary>Knows metric filters and subscription filters.</summary>
    public required IAmazonCloudWatchLogs Logs { get; init; }

    /// <summary>Knows subscriptions.</summary>
    public required IAmazonSimpleNotificationService Sns { get; init; }

    /// <summary>Knows the objects of archives.</summary>
    public required IAmazonS3 S3 { get; init; }

    /// <summary>The region they are asked in; null when it is not known.</summary>
    public string? Region { get; init; }

    /// <summary>Clients with the region, the credentials and the endpoints of the environment.</summary>
    /// <exception cref="VerificationException">There is no region.</exception>
    public static AwsServices OfEnvironment()
    {
        try
        {
            var stacks = new AmazonCloudFormationClient();
            return new AwsServices
            {
                CloudFormation = stacks,
                Ec2 = new AmazonEC2Client(),
                CloudWatch = new AmazonCloudWatchClient(),
                Logs = new AmazonCloudWatchLogsClient(),
                Sns = new AmazonSimpleNotificationServiceClient(),
                // A stand-in for S3 has no name for each bucket.
                S3 = new AmazonS3Client(new AmazonS3Config { ForcePathStyle = IsSet("AWS_ENDPOINT_URL_S3") || IsSet("AWS_ENDPOINT_URL") }),
                Region = stacks.Config.RegionEndpoint?.SystemName,
            };
        }
        catch (Exception e) when (e is AmazonClientException or ArgumentException or UriFormatException)
        {
            throw new VerificationException(AwsError.Describe(e), e);
        }
    }

    /// <summary>The partition that the region belongs to.</summary>
    internal string Partition => Region is null ? "aws" : RegionEndpoint.GetBySystemName(Region).PartitionName;

    /// <inheritdoc/>
    public void Dispose()
    {
        CloudFormation.Dispose();
        Ec2.Dispose();
        CloudWatch.Dispose();
        Logs.Dispose();
        Sns.Dispose();
        S3.Dispose();
    }

    static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is not null;
}

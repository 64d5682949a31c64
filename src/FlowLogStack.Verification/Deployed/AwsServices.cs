using Amazon;
using Amazon.CloudFormation;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.ObservabilityAdmin;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleNotificationService;

namespace FlowLogStack.Verification;

/// <summary>Clients of the AWS services that the verification calls.</summary>
public sealed record AwsServices : IDisposable
{
    /// <summary>Client that reads stacks and their resources.</summary>
    public required IAmazonCloudFormation CloudFormation { get; init; }

    /// <summary>Client that reads flow logs.</summary>
    public required IAmazonEC2 Ec2 { get; init; }

    /// <summary>Client that reads alarms, metrics, Contributor Insights rules and dashboards.</summary>
    public required IAmazonCloudWatch CloudWatch { get; init; }

    /// <summary>Client that reads metric filters and subscription filters.</summary>
    public required IAmazonCloudWatchLogs Logs { get; init; }

    /// <summary>Client that reads subscriptions of topics.</summary>
    public required IAmazonSimpleNotificationService Sns { get; init; }

    /// <summary>Client that reads the objects of archives.</summary>
    public required IAmazonS3 S3 { get; init; }

    /// <summary>Client that reads whether telemetry is evaluated, for templates with telemetry rules. Default: null (not checked).</summary>
    public IAmazonObservabilityAdmin? Observability { get; init; }

    /// <summary>Region of the clients. Default: null, unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Creates clients with the Region, the credentials and the endpoints of the environment.</summary>
    /// <exception cref="VerificationException">No Region is set.</exception>
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
                // A local substitute for S3 has no host name for each bucket.
                S3 = new AmazonS3Client(new AmazonS3Config { ForcePathStyle = IsSet("AWS_ENDPOINT_URL_S3") || IsSet("AWS_ENDPOINT_URL") }),
                Observability = new AmazonObservabilityAdminClient(),
                Region = stacks.Config.RegionEndpoint?.SystemName,
            };
        }
        catch (Exception e) when (e is AmazonClientException or ArgumentException or UriFormatException)
        {
            throw new VerificationException(AwsError.Describe(e), e);
        }
    }

    /// <summary>Partition of the Region.</summary>
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
        Observability?.Dispose();
    }

    static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is not null;
}

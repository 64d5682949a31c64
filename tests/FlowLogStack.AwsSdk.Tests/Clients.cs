using Amazon.CloudFormation;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EC2;
using Amazon.ObservabilityAdmin;
using Amazon.Organizations;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

/// <summary>Clients that call a server of the test.</summary>
static class Clients
{
    static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    public static IAmazonEC2 Ec2(LoopbackServer server) =>
        new AmazonEC2Client(Credentials, new AmazonEC2Config { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });

    public static IAmazonOrganizations Organizations(LoopbackServer server) =>
        new AmazonOrganizationsClient(Credentials, new AmazonOrganizationsConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "us-east-1",
            MaxErrorRetry = 1 });

    public static IAmazonObservabilityAdmin Observability(LoopbackServer server) =>
        new AmazonObservabilityAdminClient(Credentials, new AmazonObservabilityAdminConfig { ServiceURL = server.Url.ToString(),
            AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });

    public static IAmazonSQS Sqs(LoopbackServer server) =>
        new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });

    public static IAmazonSecretsManager Secrets(LoopbackServer server) =>
        new AmazonSecretsManagerClient(Credentials, new AmazonSecretsManagerConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 1 });

    public static IAmazonCloudFormation CloudFormation(LoopbackServer server) =>
        new AmazonCloudFormationClient(Credentials, new AmazonCloudFormationConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 1 });

    public static IAmazonCloudWatch CloudWatch(LoopbackServer server) =>
        new AmazonCloudWatchClient(Credentials, new AmazonCloudWatchConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 1 });

    public static IAmazonCloudWatchLogs Logs(LoopbackServer server) =>
        new AmazonCloudWatchLogsClient(Credentials, new AmazonCloudWatchLogsConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 1 });

    public static IAmazonSimpleNotificationService Sns(LoopbackServer server) =>
        new AmazonSimpleNotificationServiceClient(Credentials,
            new AmazonSimpleNotificationServiceConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });

    /// <summary>The parameters of a request that is a form, in the order of their names.</summary>
    public static string[] Form(LoopbackRequest request) => [.. Uri.UnescapeDataString(request.Text).Split('&').Order(StringComparer.Ordinal)];
}

using Amazon.EC2;
using Amazon.Runtime;
using Amazon.SecretsManager;
using Amazon.SQS;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

/// <summary>Clients that call a server of the test.</summary>
static class Clients
{
    static readonly BasicAWSCredentials Credentials = new("AKIDEXAMPLE", "secret");

    public static IAmazonEC2 Ec2(LoopbackServer server) =>
        new AmazonEC2Client(Credentials, new AmazonEC2Config { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });

    public static IAmazonSQS Sqs(LoopbackServer server) =>
        new AmazonSQSClient(Credentials, new AmazonSQSConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });

    public static IAmazonSecretsManager Secrets(LoopbackServer server) =>
        new AmazonSecretsManagerClient(Credentials, new AmazonSecretsManagerConfig { ServiceURL = server.Url.ToString(), AuthenticationRegion = "eu-west-1", MaxErrorRetry = 1 });
}

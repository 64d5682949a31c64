using Amazon.EC2;
using Amazon.Runtime;

namespace FlowLogStack.Processor.Tests;

/// <summary>Clients of an <see cref="Ec2Account"/>.</summary>
sealed class Ec2Clients(Ec2Account account) : AwsClients, IDisposable
{
    readonly AmazonEC2Client ec2 = new(new BasicAWSCredentials("AKIDEXAMPLE", "secret"), new AmazonEC2Config { ServiceURL = account.Url.ToString(),
        AuthenticationRegion = "eu-west-1", MaxErrorRetry = 2 });

    public override IAmazonEC2 Ec2 => ec2;

    public void Dispose() => ec2.Dispose();
}

using Amazon.EC2;

namespace FlowLogStack.Processor;

/// <summary>AWS clients of an enabler. An account's calls to EC2 share one request rate, so throttled calls are repeated for longer.</summary>
sealed class EnablerClients : AwsClients
{
    const int MostRetries = 8;

    IAmazonEC2? ec2;

    /// <inheritdoc/>
    public override IAmazonEC2 Ec2 => ec2 ??= new AmazonEC2Client(new AmazonEC2Config { MaxErrorRetry = MostRetries });
}

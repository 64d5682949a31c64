namespace FlowLogStack.Simulation;

/// <summary>The AWS service whose address range contains an address.</summary>
enum AwsService : byte
{
    None,
    Amazon,
    CloudFront,
    Ec2,
    S3,
}

namespace FlowLogStack.Simulation;

/// <summary>The AWS service whose address range an address is in.</summary>
enum AwsService : byte
{
    None,
    Amazon,
    CloudFront,
    Ec2,
    S3,
}

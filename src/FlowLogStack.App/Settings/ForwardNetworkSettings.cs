using System.ComponentModel.DataAnnotations;
using FlowLogStack.Process;

namespace FlowLogStack.App;

/// <summary>
/// Subnets and security groups of the processor function inside a VPC. The subnets need a route to Amazon S3, Amazon SQS, the HTTPS endpoint and its
/// secret, through VPC endpoints or a NAT gateway. Synthesis lists the services.
/// </summary>
public sealed record ForwardNetworkSettings
{
    /// <summary>Id of the VPC. Required.</summary>
    [RegularExpression(Patterns.Vpc, ErrorMessage = Patterns.VpcWords)]
    public required string VpcId { get; init; }

    /// <summary>Ids of private subnets of the VPC, 1 to 16. Required.</summary>
    [RegularExpression("^subnet-[0-9a-f]{8,17}$", ErrorMessage = "use the id of a subnet, as in 'subnet-0a1b2c3d4e5f67890'")]
    public required IReadOnlyList<string> SubnetIds { get; init; }

    /// <summary>Ids of security groups of the function, at most 5. Default: none (creates one that allows outgoing HTTPS only).</summary>
    [RegularExpression("^sg-[0-9a-f]{8,17}$", ErrorMessage = "use the id of a security group, as in 'sg-0a1b2c3d4e5f67890'")]
    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>Returns the network of the processor.</summary>
    internal ProcessorNetwork ToNetwork() => ProcessorNetwork.FromIds(VpcId, SubnetIds, SecurityGroupIds);
}

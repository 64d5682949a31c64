using Amazon.CDK.AWS.EC2;

namespace FlowLogStack.Lab;

/// <summary>Properties for <see cref="LabWebServer"/>.</summary>
public sealed record LabWebServerProps
{
    /// <summary>VPC of the web server. It needs a public subnet, from which the server reaches Session Manager.</summary>
    public required IVpc Vpc { get; init; }

    /// <summary>
    /// IPv4 CIDR blocks that the security groups admit, such as <c>198.51.100.7/32</c> for your own address. Default: empty (the network of the VPC
    /// only).
    /// </summary>
    public IReadOnlyList<string> AllowFrom { get; init; } = [];
}

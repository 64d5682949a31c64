using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>Traffic for the VPC that the stack creates, which is empty otherwise.</summary>
public sealed record LabSettings
{
    /// <summary>
    /// Whether the VPC contains a small web server without a key pair, and two security groups to swap. About 12 USD a month. Default: false (the VPC is
    /// empty, and nothing is recorded until you place something in it).
    /// </summary>
    public bool WebServer { get; init; }

    /// <summary>
    /// IPv4 CIDR blocks that the security groups of the web server admit, such as `198.51.100.7/32` for your own address. Default: none (the network of
    /// the VPC only).
    /// </summary>
    [DataType(SettingsSchema.Block)]
    public IReadOnlyList<string> AllowFrom { get; init; } = [];
}

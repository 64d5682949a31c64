using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The networks that questions ask about.</summary>
public sealed record InsightsQuestionOptions
{
    static readonly string[] Private = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"];

    /// <summary>The networks that are inside.</summary>
    /// <remarks>Default: the private ones of version 4, those shared by carriers, and the unique local ones of version 6. A VPC's addresses of version 6 are public ones, so name its block.</remarks>
    public ImmutableArray<AddressRange> InternalNetworks { get; init; } = [.. Private.Select(text => AddressRange.TryParse(text, out var range) ? range : default)];

    /// <summary>The private address of the NAT gateway whose traffic is asked about.</summary>
    /// <remarks>Default: none, and then the questions about it are not asked.</remarks>
    public FlowAddress? NatGateway { get; init; }
}

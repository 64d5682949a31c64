using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The networks that questions ask about.</summary>
public sealed record InsightsQuestionOptions
{
    /// <summary>The networks that are inside.</summary>
    /// <remarks>Default: <see cref="MonitoredNetwork.NonPublicRanges"/>. A VPC's addresses of version 6 are public ones, so name its block.</remarks>
    public ImmutableArray<AddressRange> InternalNetworks { get; init; } = [.. MonitoredNetwork.NonPublicRanges.Select(text => AddressRange.TryParse(text, out var range) ? range : default)];

    /// <summary>The private address of the NAT gateway whose traffic is asked about.</summary>
    /// <remarks>Default: none, and then the questions about it are not asked.</remarks>
    public FlowAddress? NatGateway { get; init; }
}

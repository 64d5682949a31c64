using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The networks that Logs Insights queries distinguish.</summary>
public sealed record InsightsQuestionOptions
{
    /// <summary>Networks that count as internal.</summary>
    /// <remarks>Default: <see cref="MonitoredNetwork.NonPublicRanges"/>. A VPC's IPv6 addresses are public, so add its IPv6 block.</remarks>
    public ImmutableArray<AddressRange> InternalNetworks { get; init; } =
        [.. MonitoredNetwork.NonPublicRanges.Select(text => AddressRange.TryParse(text, out var range) ? range : default)];

    /// <summary>Private address of the NAT gateway whose traffic is queried.</summary>
    /// <remarks>Default: null, the queries for a NAT gateway are omitted.</remarks>
    public FlowAddress? NatGateway { get; init; }
}

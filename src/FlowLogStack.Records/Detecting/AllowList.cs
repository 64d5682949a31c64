using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>Traffic that is known and no reason for an alarm.</summary>
public sealed record AllowList
{
    /// <summary>Nothing is allowed.</summary>
    public static AllowList None { get; } = new();

    /// <summary>CIDR blocks from which traffic may come; IPv4 and IPv6. Default: none.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>CIDR blocks to which traffic may go; IPv4 and IPv6. Default: none.</summary>
    public ImmutableArray<string> Destinations { get; init; } = [];

    /// <summary>Destination ports that may be used. Default: none.</summary>
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>Network interfaces, by id, whose traffic does not count. Default: none.</summary>
    public ImmutableArray<string> Interfaces { get; init; } = [];

    /// <summary>Whether nothing is allowed.</summary>
    public bool IsEmpty => Sources.IsEmpty && Destinations.IsEmpty && Ports.IsEmpty && Interfaces.IsEmpty;

    /// <summary>What a record must fulfil so as not to be allowed.</summary>
    /// <exception cref="ArgumentException">A text is no CIDR block or a port is out of range; the message says which.</exception>
    public IEnumerable<FieldCondition> ToConditions()
    {
        if (!Sources.IsEmpty)
            yield return FlowField.SrcAddr.IsOutside(Sources);
        if (!Destinations.IsEmpty)
            yield return FlowField.DstAddr.IsOutside(Destinations);
        if (!Ports.IsEmpty)
            yield return FlowField.DstPort.IsNoneOf(Ports.Select(port => port is >= 0 and <= 65535 ? (long)port : throw new ArgumentException($"'{port}' is no port: allow ports from 0 to 65535.")));
        if (!Interfaces.IsEmpty)
            yield return FlowField.InterfaceId.IsNoneOf(Interfaces);
    }
}

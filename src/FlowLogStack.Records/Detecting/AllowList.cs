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
    public IEnumerable<FieldCondition> ToConditions() => ToConditions(ofAnswers: false);

    /// <summary>What a record must fulfil so as not to be allowed.</summary>
    /// <param name="ofAnswers">Whether the records run from services to clients, so that a client is the destination and the service's port the source port.</param>
    /// <exception cref="ArgumentException">A text is no CIDR block or a port is out of range; the message says which.</exception>
    public IEnumerable<FieldCondition> ToConditions(bool ofAnswers)
    {
        var (client, server, port) = ofAnswers ? (FlowField.DstAddr, FlowField.SrcAddr, FlowField.SrcPort) : (FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort);
        if (!Sources.IsEmpty)
            yield return client.IsOutside(Sources);
        if (!Destinations.IsEmpty)
            yield return server.IsOutside(Destinations);
        if (!Ports.IsEmpty)
            yield return port.IsNoneOf(Ports.Select(number => number is >= 0 and <= 65535 ? (long)number : throw new ArgumentException($"'{number}' is no port: allow ports from 0 to 65535.")));
        if (!Interfaces.IsEmpty)
            yield return FlowField.InterfaceId.IsNoneOf(Interfaces);
    }
}

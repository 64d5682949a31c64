using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A list of known traffic that a detection does not count.</summary>
public sealed record AllowList
{
    /// <summary>The empty allow-list.</summary>
    public static AllowList None { get; } = new();

    /// <summary>CIDR blocks of allowed source addresses; IPv4 and IPv6. Default: empty.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>CIDR blocks of allowed destination addresses; IPv4 and IPv6. Default: empty.</summary>
    public ImmutableArray<string> Destinations { get; init; } = [];

    /// <summary>Allowed destination ports. Default: empty.</summary>
    public ImmutableArray<int> Ports { get; init; } = [];

    /// <summary>Ids of network interfaces whose traffic is allowed. Default: empty.</summary>
    public ImmutableArray<string> Interfaces { get; init; } = [];

    /// <summary>Whether the list is empty.</summary>
    public bool IsEmpty => Sources.IsEmpty && Destinations.IsEmpty && Ports.IsEmpty && Interfaces.IsEmpty;

    /// <summary>Returns the conditions of records that are not allowed.</summary>
    /// <exception cref="ArgumentException">A text is not a CIDR block, or a port is out of range; the message contains the value.</exception>
    public IEnumerable<FieldCondition> ToConditions() => ToConditions(ofAnswers: false);

    /// <summary>Returns the conditions of records that are not allowed.</summary>
    /// <param name="ofAnswers">
    /// Whether the records are responses of services, so that the client is the destination and the service's port is the
    /// source port.
    /// </param>
    /// <exception cref="ArgumentException">A text is not a CIDR block, or a port is out of range; the message contains the value.</exception>
    public IEnumerable<FieldCondition> ToConditions(bool ofAnswers)
    {
        var (client, server, port) = ofAnswers ? (FlowField.DstAddr, FlowField.SrcAddr, FlowField.SrcPort)
            : (FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort);
        if (!Sources.IsEmpty)
            yield return client.IsOutside(Sources);
        if (!Destinations.IsEmpty)
            yield return server.IsOutside(Destinations);
        if (!Ports.IsEmpty)
            yield return port.IsNoneOf(Ports.Select(number => number is >= 0 and <= 65535 ? (long)number
                : throw new ArgumentException($"'{number}' is not a valid port. Use ports from 0 to 65535.")));
        if (!Interfaces.IsEmpty)
            yield return FlowField.InterfaceId.IsNoneOf(Interfaces);
    }
}

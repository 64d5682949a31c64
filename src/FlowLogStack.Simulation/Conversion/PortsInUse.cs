using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The ports of monitored hosts that completed a connection, from a first reading of connection logs.</summary>
/// <remarks>A security group admits such ports. Memory grows with their number.</remarks>
sealed class PortsInUse
{
    readonly CaptureKind kind;
    readonly MonitoredAddresses inside;
    readonly HashSet<(FlowAddress Host, int Protocol, int Port)> ports = [];

    /// <summary>Prepares a reading.</summary>
    /// <param name="kind">Kind of the logs.</param>
    /// <param name="network">The network of the monitored hosts. Default: null (the private ranges).</param>
    /// <exception cref="FormatException">A block of the network is not a CIDR block.</exception>
    public PortsInUse(CaptureKind kind, MonitoredNetwork? network = null)
    {
        this.kind = kind;
        inside = new MonitoredAddresses(network ?? MonitoredNetwork.Default);
    }

    /// <summary>Number of ports, for each host and protocol.</summary>
    public int Count => ports.Count;

    /// <summary>Reads a log, gzip or not. Malformed lines are skipped.</summary>
    /// <param name="input">The log; not disposed.</param>
    /// <param name="name">Name of the log in messages.</param>
    /// <exception cref="UnreadableObjectException">The log is damaged or of another kind.</exception>
    public void Read(Stream input, string name) => CaptureLines.ReadAll(kind, input, name, Take, null);

    /// <summary>Returns whether the destination of a connection completed one at its port.</summary>
    internal bool Contains(in CapturedConnection connection) => ports.Contains((connection.Destination, connection.Protocol, connection.DestinationPort));

    /// <summary>Returns whether the source of a connection completed one at its port.</summary>
    internal bool ContainsSource(in CapturedConnection connection) => ports.Contains((connection.Source, connection.Protocol, connection.SourcePort));

    void Take(CapturedConnection connection)
    {
        if (connection.Back.Packets > 0)
        {
            if (connection.IsAnswered && inside.Contains(connection.Destination))
                ports.Add((connection.Destination, connection.Protocol, connection.DestinationPort));
        }
        else if (connection.IsAnswered && inside.Contains(connection.Source)
            && connection.Forward is { FirstFlags: > 0 } or { LastFlags: 0 or CapturedSide.Fin })
        {
            // A row of one direction: what a host sends from a port, other than resets, is of a service, or of a client that expects responses there.
            ports.Add((connection.Source, connection.Protocol, connection.SourcePort));
        }
    }
}

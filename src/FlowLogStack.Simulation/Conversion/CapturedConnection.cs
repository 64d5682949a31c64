using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A connection as a log of another program has it.</summary>
readonly record struct CapturedConnection
{
    internal const int Icmp = 1;
    internal const int Tcp = 6;
    internal const int Udp = 17;
    internal const int Icmp6 = 58;
    internal const int Sctp = 132;

    /// <summary>The time of the first packet, in milliseconds since 1970.</summary>
    internal long Start { get; init; }

    /// <summary>The time of the last packet, in milliseconds since 1970.</summary>
    internal long End { get; init; }

    /// <summary>The address that sent the first packet.</summary>
    internal FlowAddress Source { get; init; }

    /// <summary>The address that the first packet was for.</summary>
    internal FlowAddress Destination { get; init; }

    /// <summary>The port of <see cref="Source"/>.</summary>
    internal int SourcePort { get; init; }

    /// <summary>The port of <see cref="Destination"/>.</summary>
    internal int DestinationPort { get; init; }

    /// <summary>The number of the protocol.</summary>
    internal int Protocol { get; init; }

    /// <summary>What the source sent.</summary>
    internal CapturedSide Forward { get; init; }

    /// <summary>What the destination sent.</summary>
    internal CapturedSide Back { get; init; }

    /// <summary>Whether a firewall or an inline sensor dropped it.</summary>
    internal bool IsDropped { get; init; }

    /// <summary>Whether the destination completed it, as far as the log has that.</summary>
    internal bool IsAnswered { get; init; }

    /// <summary>Whether it is of TCP and the log has no flags of it.</summary>
    internal bool LacksFlags { get; init; }

    /// <summary>What it is, by the log's label; null for ordinary or unlabelled connections.</summary>
    internal string? Label { get; init; }
}

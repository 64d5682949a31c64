namespace FlowLogStack.Simulation;

/// <summary>The columns that are read from NetFlow and IPFIX as CSV.</summary>
enum NetFlowColumn
{
    Start,
    End,
    Duration,
    Source,
    Destination,
    SourcePort,
    DestinationPort,
    Protocol,
    Packets,
    Bytes,
    Flags,
    ReversePackets,
    ReverseBytes,
    ReverseFlags,
    ForwardingStatus,
    FirewallEvent,
    Action,
    DetailedLabel,
    Label,
}

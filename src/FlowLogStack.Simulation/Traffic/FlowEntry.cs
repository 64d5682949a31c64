using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The values of one record that differ from record to record. The profile contains the others.</summary>
struct FlowEntry
{
    public const long NoBytes = -1;

    public FlowAddress Source;
    public FlowAddress Destination;
    public FlowAddress PacketSource;
    public FlowAddress PacketDestination;
    public long Packets;
    public long Bytes;
    public int Start;
    public int End;

    /// <summary>Index of the values that all records of the interface, or of the pair of attachments, share.</summary>
    public int Profile;

    /// <summary>Index of the next hop's interface; -1 for none.</summary>
    public short NextHop;

    /// <summary>Index of the scenario run that the record belongs to.</summary>
    public short Run;

    public ushort SourcePort;
    public ushort DestinationPort;
    public byte Protocol;
    public byte TcpFlags;

    /// <summary>Traffic path, 1 to 8; 0 for none.</summary>
    public byte TrafficPath;

    public AwsService SourceService;
    public AwsService DestinationService;
    public Encryption Encryption;
    public LogStatus Status;
    public bool IsEgress;
    public bool IsRejected;
    public bool IsBlockedPublicAccess;
    public bool IsIPv6;
    public bool IsAnswer;

    /// <summary>Whether the record is taken on arrival at a gateway, with the gateway's address as the destination.</summary>
    public bool IsRelayed;

    /// <summary>Whether the transit gateway dropped the packets instead of forwarding them.</summary>
    public bool IsLost;
}

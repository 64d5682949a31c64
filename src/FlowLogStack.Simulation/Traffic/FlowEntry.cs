using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>What one record says that differs from record to record; the rest is its profile's.</summary>
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

    /// <summary>The index of what is the same for all records of the interface, or of the pair of attachments.</summary>
    public int Profile;

    /// <summary>The index of the next hop's interface; -1 for none.</summary>
    public short NextHop;

    /// <summary>The index of the run of a scenario that the record belongs to.</summary>
    public short Run;

    public ushort SourcePort;
    public ushort DestinationPort;
    public byte Protocol;
    public byte TcpFlags;

    /// <summary>1 to 8; 0 for none.</summary>
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

    /// <summary>Whether it is seen where it arrives at a gateway, whose address stands in for the destination's.</summary>
    public bool IsRelayed;

    /// <summary>Whether the transit gateway dropped the packets instead of forwarding them.</summary>
    public bool IsLost;
}

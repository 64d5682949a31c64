using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The route of a conversation's packets, which determines where they are recorded.</summary>
enum Route : byte
{
    /// <summary>Between two addresses of the VPC.</summary>
    Local,

    /// <summary>Through the internet gateway, or for IPv6 the egress-only internet gateway.</summary>
    InternetGateway,

    /// <summary>From a private subnet through the NAT gateway.</summary>
    NatGateway,

    /// <summary>Through a gateway endpoint.</summary>
    GatewayEndpoint,

    /// <summary>Through the virtual private gateway.</summary>
    Vpn,

    /// <summary>Through the transit gateway's interface.</summary>
    TransitGateway,
}

/// <summary>The effect of security groups and network ACLs on a conversation.</summary>
enum Verdict : byte
{
    Accepted,

    /// <summary>Rejected on the client's side, on leaving.</summary>
    RejectedLeaving,

    /// <summary>Rejected on the server's side, on arrival.</summary>
    RejectedArriving,

    /// <summary>The request was accepted and the answer rejected, by a stateless network ACL.</summary>
    AnswerRejected,

    /// <summary>Rejected by VPC Block Public Access.</summary>
    BlockedPublicAccess,
}

/// <summary>The encryption status in an interface's records.</summary>
enum Encryption : sbyte
{
    Unknown = -1,
    None = 0,
    Nitro = 1,
    Application = 2,
    Both = 3,
}

/// <summary>One end of a conversation.</summary>
/// <param name="Interface">The interface; null outside the simulated network.</param>
/// <param name="Address">The address.</param>
/// <param name="Tier">Tier in a network of transit gateways.</param>
/// <param name="Service">AWS service of the address.</param>
readonly record struct Party(SimulatedInterface? Interface, FlowAddress Address, Tier Tier, AwsService Service = AwsService.None)
{
    internal static Party Of(SimulatedInterface one, bool isIPv6) => new(one, one.Address(isIPv6), one.Tier);

    internal static Party Outside(FlowAddress address, AwsService service = AwsService.None) => new(null, address, Tier.Edge, service);
}

/// <summary>The packets that two parties exchange, before they are recorded.</summary>
struct Conversation
{
    public Party Client;
    public Party Server;
    public Route Route;
    public Verdict Verdict;
    public Encryption Encryption;
    public byte Protocol;
    public bool IsReset;
    public int ClientPort;
    public int ServerPort;

    /// <summary>Seconds since the plan's start.</summary>
    public int Start;

    public int Seconds;
    public long RequestPackets;
    public long RequestBytes;

    /// <summary>0 without answers.</summary>
    public long AnswerPackets;

    public long AnswerBytes;
}

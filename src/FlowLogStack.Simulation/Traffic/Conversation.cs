using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>How the packets of a conversation travel, which decides where they are seen.</summary>
enum Route : byte
{
    /// <summary>Between two addresses of the VPC.</summary>
    Local,

    /// <summary>Through the internet gateway, or over IPv6 the egress-only one.</summary>
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

/// <summary>What security groups and network ACLs made of a conversation.</summary>
enum Verdict : byte
{
    Accepted,

    /// <summary>The client's own side let nothing out.</summary>
    RejectedLeaving,

    /// <summary>The server's side let nothing in.</summary>
    RejectedArriving,

    /// <summary>The request came in, the answer did not get out: a stateless network ACL.</summary>
    AnswerRejected,

    /// <summary>VPC block public access let nothing in.</summary>
    BlockedPublicAccess,
}

/// <summary>What an interface's record says on encryption.</summary>
enum Encryption : sbyte
{
    Unknown = -1,
    None = 0,
    Nitro = 1,
    Application = 2,
    Both = 3,
}

/// <summary>One end of a conversation.</summary>
/// <param name="Interface">The interface, if it is one of the simulated network.</param>
/// <param name="Address">The address.</param>
/// <param name="Tier">Where in a network of transit gateways it is.</param>
/// <param name="Service">The AWS service of the address.</param>
readonly record struct Party(SimulatedInterface? Interface, FlowAddress Address, Tier Tier, AwsService Service = AwsService.None)
{
    internal static Party Of(SimulatedInterface one, bool isIPv6) => new(one, one.Address(isIPv6), one.Tier);

    internal static Party Outside(FlowAddress address, AwsService service = AwsService.None) => new(null, address, Tier.Edge, service);
}

/// <summary>Packets that two parties exchange, before anybody records them.</summary>
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

    /// <summary>0 when nothing comes back.</summary>
    public long AnswerPackets;

    public long AnswerBytes;
}

namespace FlowLogStack.Simulation;

/// <summary>An activity on the network, as a sequence of conversations.</summary>
/// <param name="stage">Environment of the activity.</param>
abstract class Behaviour(Stage stage)
{
    internal const byte Icmp = 1;
    internal const byte Tcp = 6;
    internal const byte Udp = 17;
    internal const byte IcmpV6 = 58;
    internal const int Https = 443;
    internal const int ApplicationPort = 8443;

    // Client ports are outside the ranges of known services, so answers to them aren't ambiguous.
    const int FirstClientPort = 32_768;
    const int LastClientPort = 49_999;
    const int PayloadOfPacket = 1380;

    protected Stage Stage { get; } = stage;

    protected Site Site => Stage.Site;

    protected RandomSource Random => Stage.Random;

    /// <summary>Generates the next conversation.</summary>
    /// <param name="recorder">Recorder of the conversation.</param>
    /// <param name="second">Start of the conversation.</param>
    /// <param name="last">Last second of the aggregation interval, for a conversation with one record.</param>
    internal abstract void Next(FlowRecorder recorder, int second, int last);

    /// <summary>Generates traffic that doesn't depend on the load, once for each aggregation interval.</summary>
    /// <param name="recorder">Recorder of the conversations.</param>
    /// <param name="first">First second of the interval.</param>
    /// <param name="last">Last second of the interval.</param>
    internal virtual void Accompany(FlowRecorder recorder, int first, int last)
    {
    }

    /// <summary>Returns a connection that opens, transfers payload bytes in both directions, and closes.</summary>
    protected Conversation Connect(Party client, Party server, Route route, int port, int second, int seconds, long up, long down)
    {
        var talk = Begin(client, server, route, Tcp, port, second, seconds);
        var header = client.Address.IsIPv4 ? 52 : 72;
        talk.AnswerPackets = 3 + (down / PayloadOfPacket);
        talk.RequestPackets = 4 + (up / PayloadOfPacket) + (talk.AnswerPackets / 2);
        talk.AnswerPackets += up / PayloadOfPacket / 2;
        talk.RequestBytes = up + (talk.RequestPackets * header);
        talk.AnswerBytes = down + (talk.AnswerPackets * header);
        talk.IsReset = Random.Happens(8);
        return talk;
    }

    /// <summary>Returns an attempt to connect without an answer: the first packet and its retransmissions.</summary>
    protected Conversation Knock(Party client, Party server, Route route, byte protocol, int port, int second, int last, Verdict verdict)
    {
        var packets = protocol == Tcp ? Random.Between(1, 3) : 1;
        var talk = Begin(client, server, route, protocol, port, second, Math.Min((1 << (packets - 1)) - 1, last - second));
        talk.RequestPackets = packets;
        talk.RequestBytes = packets * (client.Address.IsIPv4 ? Random.Between(11, 15) * 4 : 80);
        talk.Verdict = verdict;
        talk.Encryption = Encryption.Unknown;
        return talk;
    }

    /// <summary>Returns an exchange of packets of a given size in each direction.</summary>
    protected Conversation Exchange(Party client, Party server, Route route, byte protocol, int port, int second, int seconds,
        (long Packets, int Size) request, (long Packets, int Size) answer)
    {
        var talk = Begin(client, server, route, protocol, port, second, seconds);
        if (protocol is not (Tcp or Udp))
            talk.ClientPort = 0;
        (talk.RequestPackets, talk.RequestBytes) = (request.Packets, request.Packets * request.Size);
        (talk.AnswerPackets, talk.AnswerBytes) = (answer.Packets, answer.Packets * answer.Size);
        return talk;
    }

    /// <summary>Generates a query to the VPC's resolver endpoint over UDP.</summary>
    /// <remarks>
    /// Flow logs don't record traffic with the resolver at the VPC's own .2 address. The network therefore uses a resolver endpoint, which has only IPv4
    /// addresses.
    /// </remarks>
    protected void Resolve(FlowRecorder recorder, SimulatedInterface client, int second)
    {
        var talk = Exchange(Party.Of(client, false), Party.Of(Random.Of(Site[Role.Resolver]), false), Route.Local, Udp, 53, second, 0,
            (1, Random.Between(60, 92)), (1, Random.Between(92, 480)));
        talk.Encryption = Encryption.Nitro;
        recorder.Record(talk);
    }

    /// <summary>Generates a request from a private subnet to a popular server.</summary>
    protected void Browse(FlowRecorder recorder, SimulatedInterface client, int second, bool isIPv6)
    {
        var (address, service) = Internet.Popular(Random, isIPv6);
        recorder.Record(Connect(Party.Of(client, isIPv6), Party.Outside(address, service), OutOf(isIPv6), Https, second, Random.Below(40), Random.Size(400, 6),
            Random.Size(1500, 10)));
    }

    /// <summary>Returns the route from a private subnet to the internet. Only IPv4 needs a NAT gateway.</summary>
    protected static Route OutOf(bool isIPv6) => isIPv6 ? Route.InternetGateway : Route.NatGateway;

    /// <summary>Returns external parties that return repeatedly, each with a random IP version.</summary>
    protected static Party[] Outsiders(Stage stage, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6())))];

    protected Party Outsider(bool isIPv6) => Party.Outside(Internet.Anybody(Random, isIPv6));

    Conversation Begin(Party client, Party server, Route route, byte protocol, int port, int second, int seconds) => new()
    {
        Client = client,
        Server = server,
        Route = route,
        Protocol = protocol,
        ClientPort = Random.Between(FirstClientPort, LastClientPort),
        ServerPort = port,
        Start = second,
        Seconds = seconds,
        Encryption = route is Route.Local or Route.TransitGateway ? Encryption.Nitro : port == Https ? Encryption.Application : Encryption.Unknown,
    };
}

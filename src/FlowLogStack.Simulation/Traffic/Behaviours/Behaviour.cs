namespace FlowLogStack.Simulation;

/// <summary>What somebody does on the network, conversation by conversation.</summary>
/// <param name="stage">Where it happens, and to what extent.</param>
abstract class Behaviour(Stage stage)
{
    internal const byte Icmp = 1;
    internal const byte Tcp = 6;
    internal const byte Udp = 17;
    internal const byte IcmpV6 = 58;
    internal const int Https = 443;
    internal const int ApplicationPort = 8443;

    // Clients ask from ports that nothing known listens on, so that answers to them look like nothing else.
    const int FirstClientPort = 32_768;
    const int LastClientPort = 49_999;
    const int PayloadOfPacket = 1380;

    protected Stage Stage { get; } = stage;

    protected Site Site => Stage.Site;

    protected RandomSource Random => Stage.Random;

    /// <summary>Has the next conversation.</summary>
    /// <param name="recorder">Who sees it.</param>
    /// <param name="second">When it begins.</param>
    /// <param name="last">The last second of the aggregation interval, for what is to be one record.</param>
    internal abstract void Next(FlowRecorder recorder, int second, int last);

    /// <summary>Does what happens however busy the network is, once for each aggregation interval.</summary>
    /// <param name="recorder">Who sees it.</param>
    /// <param name="first">The first second of the interval.</param>
    /// <param name="last">The last second of the interval.</param>
    internal virtual void Accompany(FlowRecorder recorder, int first, int last)
    {
    }

    /// <summary>A connection that opens, transfers so many bytes of payload each way, and closes.</summary>
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

    /// <summary>An attempt to connect that nobody answers: the first packet, and its repetitions.</summary>
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

    /// <summary>Packets of a size each way.</summary>
    protected Conversation Exchange(Party client, Party server, Route route, byte protocol, int port, int second, int seconds, (long Packets, int Size) request, (long Packets, int Size) answer)
    {
        var talk = Begin(client, server, route, protocol, port, second, seconds);
        if (protocol is not (Tcp or Udp))
            talk.ClientPort = 0;
        (talk.RequestPackets, talk.RequestBytes) = (request.Packets, request.Packets * request.Size);
        (talk.AnswerPackets, talk.AnswerBytes) = (answer.Packets, answer.Packets * answer.Size);
        return talk;
    }

    /// <summary>A question to the VPC's resolver endpoint, over UDP.</summary>
    /// <remarks>
    /// Flow logs do not show traffic with the resolver at the VPC's own .2 address, so the network asks an endpoint, which
    /// has addresses of IPv4 only.
    /// </remarks>
    protected void Resolve(FlowRecorder recorder, SimulatedInterface client, int second)
    {
        var talk = Exchange(Party.Of(client, false), Party.Of(Random.Of(Site[Role.Resolver]), false), Route.Local, Udp, 53, second, 0, (1, Random.Between(60, 92)), (1, Random.Between(92, 480)));
        talk.Encryption = Encryption.Nitro;
        recorder.Record(talk);
    }

    /// <summary>A request from a private subnet to a server that many ask.</summary>
    protected void Browse(FlowRecorder recorder, SimulatedInterface client, int second, bool isIPv6)
    {
        var (address, service) = Internet.Popular(Random, isIPv6);
        recorder.Record(Connect(Party.Of(client, isIPv6), Party.Outside(address, service), OutOf(isIPv6), Https, second, Random.Below(40), Random.Size(400, 6), Random.Size(1500, 10)));
    }

    /// <summary>The way from a private subnet to the internet: only IPv4 needs translation.</summary>
    protected static Route OutOf(bool isIPv6) => isIPv6 ? Route.InternetGateway : Route.NatGateway;

    /// <summary>Some outsiders who come again and again, over the version that a draw decides for each.</summary>
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

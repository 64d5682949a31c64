namespace FlowLogStack.Simulation;

/// <summary>A server that stays connected to a mining pool: small messages in both directions, all the time.</summary>
sealed class MiningPool(Stage stage) : Behaviour(stage)
{
    const int Stratum = 3333;

    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Web]);
    readonly Party pool = Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6()));

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = !pool.Address.IsIPv4;
        recorder.Record(Connect(Party.Of(host, isIPv6), pool, OutOf(isIPv6), Stratum, second, Math.Min(Random.Between(5, 50), last - second),
            Random.Size(300, 4), Random.Size(500, 4)));
    }
}

/// <summary>A desktop with connections to a dozen relays of Tor.</summary>
sealed class TorClient(Stage stage) : Behaviour(stage)
{
    static readonly int[] RelayPorts = [9001, 9001, 9030];

    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Workstation]);
    readonly Party[] relays = Outsiders(stage, 12);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var relay = Random.Of(relays);
        var isIPv6 = !relay.Address.IsIPv4;
        recorder.Record(Connect(Party.Of(host, isIPv6), relay, OutOf(isIPv6), Random.Of(RelayPorts), second, Math.Min(Random.Between(2, 30), last - second),
            Random.Size(2000, 5), Random.Size(4000, 5)));
    }
}

/// <summary>A desktop that connects to the administrators' ports of servers and databases, which no other desktop does.</summary>
sealed class LateralMovement(Stage stage) : Behaviour(stage)
{
    static readonly int[] Ports = [22, 445, 3389, 5985];

    readonly SimulatedInterface intruder = stage.Random.Of(stage.Site[Role.Workstation]);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var target = Random.Of(Site[Random.Happens(500) ? Role.Web : Role.Database]);
        recorder.Record(Connect(Party.Of(intruder, false), Party.Of(target, false), Route.Local, Random.Of(Ports), second,
            Math.Min(Random.Between(1, 20), last - second), Random.Size(900, 4), Random.Size(1500, 5)));
    }
}

/// <summary>A public host that answers small requests with the addresses of victims by large responses: NTP, DNS and LDAP over UDP.</summary>
sealed class Amplifier(Stage stage) : Behaviour(stage)
{
    static readonly int[] Ports = [53, 123, 389];

    readonly Party[] victims = Outsiders(stage, 3);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var victim = Random.Of(victims);
        var packets = Random.Between(20, 200);
        recorder.Record(Exchange(victim, Party.Of(Stage.Open, !victim.Address.IsIPv4), Route.InternetGateway, Udp, Random.Of(Ports), second,
            Math.Min(Random.Below(10), last - second), (packets, 64), (packets * 4, 1400)));
    }
}

namespace FlowLogStack.Simulation;

/// <summary>One desktop speaks DNS with a server of somebody's own: over TCP, or in far more and larger packets of UDP than names need.</summary>
sealed class DnsTunnel(Stage stage, byte protocol) : Behaviour(stage)
{
    const int Dns = 53;

    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Workstation]);
    readonly Party accomplice = Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6()));

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = !accomplice.Address.IsIPv4;
        var seconds = Math.Min(Random.Between(2, 20), last - second);
        var packets = Random.Between(60, 600);
        recorder.Record(protocol == Tcp
            ? Connect(Party.Of(host, isIPv6), accomplice, OutOf(isIPv6), Dns, second, seconds, Random.Size(8000, 4), Random.Size(600, 2))
            : Exchange(Party.Of(host, isIPv6), accomplice, OutOf(isIPv6), Udp, Dns, second, seconds, (packets, Random.Between(200, 280)), (packets, Random.Between(90, 160))));
    }
}

/// <summary>A server sends what it should keep to one address outside.</summary>
/// <param name="stage">Where.</param>
/// <param name="megabytes">The least of one transfer, which is one record at each interface that it passes.</param>
sealed class Exfiltration(Stage stage, int megabytes) : Behaviour(stage)
{
    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Web]);
    readonly Party accomplice = Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6()));

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = !accomplice.Address.IsIPv4;
        var bytes = (megabytes * 1_000_000L) + Random.Below(megabytes * 500_000);
        recorder.Record(Connect(Party.Of(host, isIPv6), accomplice, OutOf(isIPv6), Https, second, Math.Min(Random.Between(10, 40), last - second), bytes, 4000));
    }
}

/// <summary>A server delivers mail to the world's mail servers itself.</summary>
sealed class SmtpSpam(Stage stage) : Behaviour(stage)
{
    const int Smtp = 25;

    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Web]);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        recorder.Record(Connect(Party.Of(host, isIPv6), Outsider(isIPv6), OutOf(isIPv6), Smtp, second, Math.Min(Random.Between(1, 8), last - second), Random.Size(3000, 5), 800));
    }
}

/// <summary>Servers and databases that exchange what nothing encrypts.</summary>
sealed class Unencrypted(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var talk = Connect(Party.Of(Random.Of(Site[Role.Web]), false), Party.Of(Random.Of(Site[Role.Database]), false), Route.Local, 5432, second, Random.Below(50), Random.Size(600, 5), Random.Size(1500, 8));
        talk.Encryption = Encryption.None;
        recorder.Record(talk);
    }
}

namespace FlowLogStack.Simulation;

/// <summary>A desktop with DNS traffic to an external server: over TCP, or with more and larger UDP packets than name resolution needs.</summary>
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

/// <summary>Uploads of confidential data from a server to one external address.</summary>
/// <param name="stage">Environment of the activity.</param>
/// <param name="megabytes">Minimum size of one transfer in MB, which is one record at each interface that it passes.</param>
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

/// <summary>A server that delivers mail directly to external mail servers.</summary>
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

/// <summary>Unencrypted traffic between servers and databases.</summary>
sealed class Unencrypted(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var talk = Connect(Party.Of(Random.Of(Site[Role.Web]), false), Party.Of(Random.Of(Site[Role.Database]), false), Route.Local, 5432, second, Random.Below(50), Random.Size(600, 5), Random.Size(1500, 8));
        talk.Encryption = Encryption.None;
        recorder.Record(talk);
    }
}

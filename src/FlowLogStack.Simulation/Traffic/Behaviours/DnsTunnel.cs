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
            : Exchange(Party.Of(host, isIPv6), accomplice, OutOf(isIPv6), Udp, Dns, second, seconds, (packets, Random.Between(200, 280)),
            (packets, Random.Between(90, 160))));
    }
}

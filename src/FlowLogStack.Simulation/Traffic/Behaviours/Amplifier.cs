namespace FlowLogStack.Simulation;

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

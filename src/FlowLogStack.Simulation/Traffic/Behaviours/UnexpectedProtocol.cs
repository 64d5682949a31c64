namespace FlowLogStack.Simulation;

/// <summary>Tunnels and transport protocols that the network doesn't use.</summary>
sealed class UnexpectedProtocol(Stage stage) : Behaviour(stage)
{
    static readonly byte[] Protocols = [4, 47, 94, 132];

    readonly Party stranger = Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6()));

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var packets = Random.Size(4, 5);
        recorder.Record(Exchange(stranger, Party.Of(Stage.Open, !stranger.Address.IsIPv4), Route.InternetGateway, Random.Of(Protocols), 0, second,
            Random.Below(20), (packets, Random.Between(80, 1400)), (packets, Random.Between(80, 1400))));
    }
}

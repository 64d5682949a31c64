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

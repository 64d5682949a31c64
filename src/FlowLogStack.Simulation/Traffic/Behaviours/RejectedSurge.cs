namespace FlowLogStack.Simulation;

/// <summary>Repeated attempts of a few external addresses that were accepted before and are now rejected.</summary>
sealed class RejectedSurge(Stage stage) : Behaviour(stage)
{
    readonly Party[] outsiders = Outsiders(stage, 20);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var outsider = Random.Of(outsiders);
        var (protocol, port) = Noise.Port(Random);
        recorder.Record(Knock(outsider, Party.Of(Random.Of(Stage.Exposed), !outsider.Address.IsIPv4), Route.InternetGateway, protocol, port, second, last,
            Verdict.RejectedArriving));
    }
}

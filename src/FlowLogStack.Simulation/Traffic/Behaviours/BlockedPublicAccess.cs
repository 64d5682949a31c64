namespace FlowLogStack.Simulation;

/// <summary>Public requests to a service that VPC Block Public Access blocks.</summary>
sealed class BlockedPublicAccess(Stage stage) : Behaviour(stage)
{
    readonly Party[] visitors = Outsiders(stage, 40);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var visitor = Random.Of(visitors);
        recorder.Record(Knock(visitor, Party.Of(Random.Of(Stage.Exposed), !visitor.Address.IsIPv4), Route.InternetGateway, Tcp, Https, second, last,
            Verdict.BlockedPublicAccess));
    }
}

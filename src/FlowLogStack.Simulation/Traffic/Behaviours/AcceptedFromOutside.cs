namespace FlowLogStack.Simulation;

/// <summary>External connections to a service that should not be public, with answers.</summary>
/// <param name="stage">Environment of the activity.</param>
/// <param name="role">Role of the target; null for the bastion, or for the host that a transit gateway sees instead.</param>
/// <param name="ports">Target ports.</param>
sealed class AcceptedFromOutside(Stage stage, Role? role, int[] ports) : Behaviour(stage)
{
    readonly Party[] visitors = Outsiders(stage, 4);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var visitor = Random.Of(visitors);
        var server = role is { } wanted ? Random.Of(Site[wanted]) : Stage.Open;
        var talk = Connect(visitor, Party.Of(server, !visitor.Address.IsIPv4), Route.InternetGateway, Random.Of(ports), second,
            Math.Min(Random.Between(1, 6), last - second), Random.Size(600, 3), Random.Size(900, 3));
        recorder.Record(talk);
    }
}

namespace FlowLogStack.Simulation;

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

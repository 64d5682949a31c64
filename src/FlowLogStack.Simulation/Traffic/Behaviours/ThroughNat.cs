namespace FlowLogStack.Simulation;

/// <summary>Calls of servers to the internet through the NAT gateway.</summary>
sealed class ThroughNat(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last) =>
        Browse(recorder, Random.Of(Site[Role.Web]), second, isIPv6: false);
}

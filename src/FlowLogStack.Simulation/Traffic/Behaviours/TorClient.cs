namespace FlowLogStack.Simulation;

/// <summary>A desktop with connections to a dozen relays of Tor.</summary>
sealed class TorClient(Stage stage) : Behaviour(stage)
{
    static readonly int[] RelayPorts = [9001, 9001, 9030];

    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Workstation]);
    readonly Party[] relays = Outsiders(stage, 12);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var relay = Random.Of(relays);
        var isIPv6 = !relay.Address.IsIPv4;
        recorder.Record(Connect(Party.Of(host, isIPv6), relay, OutOf(isIPv6), Random.Of(RelayPorts), second, Math.Min(Random.Between(2, 30), last - second),
            Random.Size(2000, 5), Random.Size(4000, 5)));
    }
}

namespace FlowLogStack.Simulation;

/// <summary>Uploads of confidential data from a server to one external address.</summary>
/// <param name="stage">Environment of the activity.</param>
/// <param name="megabytes">Minimum size of one transfer in MB, which is one record at each interface that it passes.</param>
sealed class Exfiltration(Stage stage, int megabytes) : Behaviour(stage)
{
    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Web]);
    readonly Party accomplice = Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6()));

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = !accomplice.Address.IsIPv4;
        var bytes = (megabytes * 1_000_000L) + Random.Below(megabytes * 500_000);
        recorder.Record(Connect(Party.Of(host, isIPv6), accomplice, OutOf(isIPv6), Https, second, Math.Min(Random.Between(10, 40), last - second),
            bytes, 4000));
    }
}

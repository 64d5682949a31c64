namespace FlowLogStack.Simulation;

/// <summary>A server that delivers mail directly to external mail servers.</summary>
sealed class SmtpSpam(Stage stage) : Behaviour(stage)
{
    const int Smtp = 25;

    readonly SimulatedInterface host = stage.Random.Of(stage.Site[Role.Web]);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        recorder.Record(Connect(Party.Of(host, isIPv6), Outsider(isIPv6), OutOf(isIPv6), Smtp, second, Math.Min(Random.Between(1, 8), last - second),
            Random.Size(3000, 5), 800));
    }
}

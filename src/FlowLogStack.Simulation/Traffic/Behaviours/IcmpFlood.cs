namespace FlowLogStack.Simulation;

/// <summary>Echo requests from many external addresses to one host, which no longer answers.</summary>
sealed class IcmpFlood(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        var talk = Exchange(Outsider(isIPv6), Party.Of(Stage.Open, isIPv6), Route.InternetGateway, isIPv6 ? IcmpV6
            : Icmp, 0, second, Math.Min(Random.Between(5, 55), last - second), (Random.Between(200, 4000), 1028), default);
        recorder.Record(talk);
    }
}

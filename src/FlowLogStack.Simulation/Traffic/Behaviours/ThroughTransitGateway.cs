namespace FlowLogStack.Simulation;

/// <summary>Calls between servers of this VPC and another one through the transit gateway.</summary>
sealed class ThroughTransitGateway(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        var here = Party.Of(Random.Of(Site[Role.Web]), isIPv6);
        var there = new Party(null, Site.AnyPeer(Random, isIPv6), Tier.Peer);
        var (client, server, port) = Random.Happens(500) ? (here, there, Https) : (there, here, ApplicationPort);
        recorder.Record(Connect(client, server, Route.TransitGateway, port, second, Random.Below(90), Random.Size(500, 7), Random.Size(900, 9)));
    }
}

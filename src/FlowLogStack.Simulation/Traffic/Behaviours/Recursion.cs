namespace FlowLogStack.Simulation;

/// <summary>Queries of the network's own resolvers to external servers, over UDP and, for long answers, TCP.</summary>
sealed class Recursion(Stage stage) : Behaviour(stage)
{
    const int Dns = 53;

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var resolver = Party.Of(Random.Of(Site[Role.Resolver]), false);
        recorder.Record(Random.Happens(30)
            ? Connect(resolver, Outsider(false), Route.NatGateway, Dns, second, 0, 90, 900)
            : Exchange(resolver, Outsider(false), Route.NatGateway, Udp, Dns, second, 0, (1, Random.Between(60, 92)), (1, Random.Between(92, 480))));
    }
}

namespace FlowLogStack.Simulation;

/// <summary>External connections to hosts of a private subnet whose routes were changed.</summary>
sealed class PrivateSubnetInternet(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        recorder.Record(Connect(Outsider(isIPv6), Party.Of(Random.Of(Site[Role.Web]), isIPv6), Route.InternetGateway, ApplicationPort, second,
            Math.Min(Random.Below(30), last - second), Random.Size(500, 5), Random.Size(1500, 8)));
    }
}

namespace FlowLogStack.Simulation;

/// <summary>A public site: load balancers, web servers, databases, S3, and background noise of the internet.</summary>
sealed class WebTier(Stage stage) : Behaviour(stage)
{
    const int Postgres = 5432;
    const int Redis = 6379;

    // One rejected packet in this many seconds, at any load.
    const int SecondsBetweenNoise = 120;

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        var server = Random.Of(Site[Role.Web]);
        switch (Random.Below(1000))
        {
            case < 430:
                var visit = Connect(Outsider(isIPv6), Party.Of(Random.Of(Site[Role.LoadBalancer]), isIPv6), Route.InternetGateway, Https, second,
                    Random.Below(50), Random.Size(500, 5), Random.Size(1500, 9));
                recorder.Record(visit);
                break;
            case < 750:
                Local(recorder, Random.Of(Site[Role.LoadBalancer]), server, ApplicationPort, second, Random.Below(60), isIPv6);
                break;
            case < 840:
                Local(recorder, server, Random.Of(Site[Role.Database]), Postgres, second, Random.Between(30, 240), false);
                break;
            case < 900:
                Local(recorder, server, Site.One(Role.Cache), Redis, second, Random.Between(5, 120), false);
                break;
            case < 940:
                recorder.Record(Connect(Party.Of(server, false), Party.Outside(Internet.S3(Random), AwsService.S3), Route.GatewayEndpoint, Https, second,
                    Random.Below(20), Random.Size(800, 9), Random.Size(800, 9)));
                break;
            case < 960:
                Browse(recorder, server, second, isIPv6);
                break;
            default:
                Resolve(recorder, server, second);
                break;
        }
    }

    internal override void Accompany(FlowRecorder recorder, int first, int last)
    {
        for (var second = first; second <= last; second++)
        {
            if (Random.Below(SecondsBetweenNoise) == 0)
                Hear(recorder, second, last);
        }
    }

    void Hear(FlowRecorder recorder, int second, int last)
    {
        var (protocol, port) = Noise.Port(Random);
        recorder.Record(Knock(Outsider(false), Party.Of(Random.Of(Stage.Exposed), false), Route.InternetGateway, protocol, port, second, last,
            Verdict.RejectedArriving));
    }

    void Local(FlowRecorder recorder, SimulatedInterface client, SimulatedInterface server, int port, int second, int seconds, bool isIPv6)
    {
        var talk = Connect(Party.Of(client, isIPv6), Party.Of(server, isIPv6), Route.Local, port, second, seconds, Random.Size(600, 6), Random.Size(1500, 9));
        talk.Encryption = Encryption.Both;
        recorder.Record(talk);
    }
}

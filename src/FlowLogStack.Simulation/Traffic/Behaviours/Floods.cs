namespace FlowLogStack.Simulation;

/// <summary>Echo requests from many external addresses to one host, which no longer answers.</summary>
sealed class IcmpFlood(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        var talk = Exchange(Outsider(isIPv6), Party.Of(Stage.Open, isIPv6), Route.InternetGateway, isIPv6 ? IcmpV6 : Icmp, 0, second, Math.Min(Random.Between(5, 55), last - second), (Random.Between(200, 4000), 1028), default);
        recorder.Record(talk);
    }
}

/// <summary>Repeated attempts of a few external addresses that were accepted before and are now rejected.</summary>
sealed class RejectedSurge(Stage stage) : Behaviour(stage)
{
    readonly Party[] outsiders = Outsiders(stage, 20);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var outsider = Random.Of(outsiders);
        var (protocol, port) = Noise.Port(Random);
        recorder.Record(Knock(outsider, Party.Of(Random.Of(Stage.Exposed), !outsider.Address.IsIPv4), Route.InternetGateway, protocol, port, second, last, Verdict.RejectedArriving));
    }
}

/// <summary>Public requests to a service that VPC Block Public Access blocks.</summary>
sealed class BlockedPublicAccess(Stage stage) : Behaviour(stage)
{
    readonly Party[] visitors = Outsiders(stage, 40);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var visitor = Random.Of(visitors);
        recorder.Record(Knock(visitor, Party.Of(Random.Of(Stage.Exposed), !visitor.Address.IsIPv4), Route.InternetGateway, Tcp, Https, second, last, Verdict.BlockedPublicAccess));
    }
}

/// <summary>A misconfigured network ACL: it rejects the answers to visitors and all requests to the application's port.</summary>
sealed class MisconfiguredNacl(Stage stage) : Behaviour(stage)
{
    readonly Party[] visitors = Outsiders(stage, 40);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var visitor = Random.Of(visitors);
        var isIPv6 = !visitor.Address.IsIPv4;
        var balancer = Party.Of(Random.Of(Site[Role.LoadBalancer]), isIPv6);
        var server = Party.Of(Random.Of(Site[Role.Web]), isIPv6);
        if (Stage.IsTransitGateway || Random.Happens(500))
        {
            var talk = Stage.IsTransitGateway
                ? Knock(balancer, server, Route.Local, Tcp, ApplicationPort, second, last, Verdict.AnswerRejected)
                : Knock(visitor, balancer, Route.InternetGateway, Tcp, Https, second, last, Verdict.AnswerRejected);
            (talk.AnswerPackets, talk.AnswerBytes) = (talk.RequestPackets, talk.RequestBytes);
            recorder.Record(talk);
            return;
        }

        recorder.Record(Knock(balancer, server, Route.Local, Tcp, ApplicationPort, second, last, Verdict.RejectedArriving));
    }
}

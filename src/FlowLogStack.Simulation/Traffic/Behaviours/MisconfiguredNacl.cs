namespace FlowLogStack.Simulation;

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

namespace FlowLogStack.Simulation;

/// <summary>Health checks of load balancers, one of whose targets is down and answers nothing.</summary>
sealed class HealthChecks(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var balancer = Party.Of(Random.Of(Site[Role.LoadBalancer]), false);
        recorder.Record(Random.Happens(800)
            ? Connect(balancer, Party.Of(Random.Of(Site[Role.Web]), false), Route.Local, ApplicationPort, second, 0, 120, 240)
            : Knock(balancer, Party.Of(Site.One(Role.Spare), false), Route.Local, Tcp, ApplicationPort, second, last, Verdict.Accepted));
    }
}

namespace FlowLogStack.Simulation;

/// <summary>An external address that tries all ports of one host: the well-known ones first, then all others, in mixed order.</summary>
sealed class VerticalScan(Stage stage) : Behaviour(stage)
{
    const int WellKnownPorts = 1023;
    const int AllPorts = 65_535;

    // Both steps are coprime to the number of ports, so each port occurs once before any is repeated.
    const int WellKnownStep = 337;
    const int Step = 7919;

    readonly Party scanner = Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6()));
    int tried;

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var port = 1 + (tried < WellKnownPorts ? tried * WellKnownStep % WellKnownPorts : (int)((long)tried * Step % AllPorts));
        tried++;
        var target = Party.Of(Stage.Open, !scanner.Address.IsIPv4);
        recorder.Record(Knock(scanner, target, Route.InternetGateway, Tcp, port, second, last, Verdict.RejectedArriving));
    }
}

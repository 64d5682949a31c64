namespace FlowLogStack.Simulation;

/// <summary>One desktop tries one port on address after address of the VPC; its subnet's network ACL lets none of it out.</summary>
/// <remarks>A transit gateway sees packets before a server's side rejects them, so there the scan goes on to another VPC.</remarks>
sealed class HorizontalScan(Stage stage) : Behaviour(stage)
{
    const int FileSharing = 445;

    readonly SimulatedInterface scanner = stage.Site.One(Role.Workstation);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        var target = new Party(null, Site.AnyAddress(Random, isIPv6), Tier.Application);
        recorder.Record(Knock(Party.Of(scanner, isIPv6), target, Route.Local, Tcp, FileSharing, second, last, Stage.IsTransitGateway ? Verdict.RejectedArriving : Verdict.RejectedLeaving));
    }
}

/// <summary>One outsider tries port after port of one host: the well-known ones first, then all others, in no order.</summary>
sealed class VerticalScan(Stage stage) : Behaviour(stage)
{
    const int WellKnownPorts = 1023;
    const int AllPorts = 65_535;

    // Neither divides the number of ports, so that each port has its turn before any comes again.
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

namespace FlowLogStack.Simulation;

/// <summary>A desktop that tries one port on many addresses of the VPC; its subnet's network ACL rejects all of it.</summary>
/// <remarks>A transit gateway sees packets before a server's side rejects them. In its records, the scan goes to another VPC.</remarks>
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

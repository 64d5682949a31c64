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
        recorder.Record(Knock(Party.Of(scanner, isIPv6), target, Route.Local, Tcp, FileSharing, second, last, Stage.IsTransitGateway ? Verdict.RejectedArriving
            : Verdict.RejectedLeaving));
    }
}

namespace FlowLogStack.Simulation;

/// <summary>Continuous attempts of a few external addresses on SSH at every public address, all rejected by a security group.</summary>
sealed class SshBruteForce(Stage stage) : Behaviour(stage)
{
    const int Ssh = 22;

    readonly Party[] attackers = Outsiders(stage, 3);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var attacker = Random.Of(attackers);
        recorder.Record(Knock(attacker, Party.Of(Random.Of(Stage.Exposed), !attacker.Address.IsIPv4), Route.InternetGateway, Tcp, Ssh, second, last, Verdict.RejectedArriving));
    }
}

/// <summary>External connections to a service that should not be public, with answers.</summary>
/// <param name="stage">Environment of the activity.</param>
/// <param name="role">Role of the target; null for the bastion, or for the host that a transit gateway sees instead.</param>
/// <param name="ports">Target ports.</param>
sealed class AcceptedFromOutside(Stage stage, Role? role, int[] ports) : Behaviour(stage)
{
    readonly Party[] visitors = Outsiders(stage, 4);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var visitor = Random.Of(visitors);
        var server = role is { } wanted ? Random.Of(Site[wanted]) : Stage.Open;
        var talk = Connect(visitor, Party.Of(server, !visitor.Address.IsIPv4), Route.InternetGateway, Random.Of(ports), second, Math.Min(Random.Between(1, 6), last - second), Random.Size(600, 3), Random.Size(900, 3));
        recorder.Record(talk);
    }
}

/// <summary>Tunnels and transport protocols that the network doesn't use.</summary>
sealed class UnexpectedProtocol(Stage stage) : Behaviour(stage)
{
    static readonly byte[] Protocols = [4, 47, 94, 132];

    readonly Party stranger = Party.Outside(Internet.Anybody(stage.Random, stage.DrawsIPv6()));

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var packets = Random.Size(4, 5);
        recorder.Record(Exchange(stranger, Party.Of(Stage.Open, !stranger.Address.IsIPv4), Route.InternetGateway, Random.Of(Protocols), 0, second, Random.Below(20), (packets, Random.Between(80, 1400)), (packets, Random.Between(80, 1400))));
    }
}

/// <summary>External connections to hosts of a private subnet whose routes were changed.</summary>
sealed class PrivateSubnetInternet(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        recorder.Record(Connect(Outsider(isIPv6), Party.Of(Random.Of(Site[Role.Web]), isIPv6), Route.InternetGateway, ApplicationPort, second, Math.Min(Random.Below(30), last - second), Random.Size(500, 5), Random.Size(1500, 8)));
    }
}

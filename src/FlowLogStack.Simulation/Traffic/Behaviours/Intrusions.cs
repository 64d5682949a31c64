namespace FlowLogStack.Simulation;

/// <summary>A few outsiders try SSH on every public address, without an end; a security group turns all of it away.</summary>
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

/// <summary>Outsiders reach a service they should not, and get answers.</summary>
/// <param name="stage">Where.</param>
/// <param name="role">What they reach; null for the bastion, or what a transit gateway sees in its stead.</param>
/// <param name="ports">The ports they connect to.</param>
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

/// <summary>Tunnels and transports that nobody here uses.</summary>
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

/// <summary>The routes of a private subnet were changed, and the internet reaches its hosts.</summary>
sealed class PrivateSubnetInternet(Stage stage) : Behaviour(stage)
{
    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var isIPv6 = Stage.DrawsIPv6();
        recorder.Record(Connect(Outsider(isIPv6), Party.Of(Random.Of(Site[Role.Web]), isIPv6), Route.InternetGateway, ApplicationPort, second, Math.Min(Random.Below(30), last - second), Random.Size(500, 5), Random.Size(1500, 8)));
    }
}

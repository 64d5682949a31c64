namespace FlowLogStack.Simulation;

/// <summary>The background noise that every public address receives: attempts on common ports, all of them rejected.</summary>
sealed class InternetNoise(Stage stage) : Behaviour(stage)
{
    // The frequency of each port in a thousand: remote access and file sharing first, then other known targets.
    static readonly (int UpTo, byte Protocol, int Port)[] Doors =
    [
        (170, Tcp, 23), (260, Tcp, 22), (330, Tcp, 8080), (390, Tcp, 445), (440, Tcp, 3389), (480, Tcp, 6379), (515, Tcp, 5060),
        (550, Tcp, 1433), (580, Tcp, 3306), (605, Tcp, 5432), (625, Tcp, 9200), (645, Tcp, 21), (665, Tcp, 25), (690, Udp, 5060),
        (710, Udp, 53), (730, Udp, 123), (745, Udp, 161), (775, Icmp, 0),
    ];

    // A scanner that tries all ports sends several packets, so a source appears more than once.
    readonly Party[] regulars = Outsiders(stage, 40);

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var visitor = Random.Happens(600) ? Random.Of(regulars) : Outsider(Stage.DrawsIPv6());
        var draw = Random.Below(1000);
        var (protocol, port) = (Tcp, Random.Between(1024, 65_535));
        foreach (var door in Doors)
        {
            if (draw >= door.UpTo)
                continue;
            (protocol, port) = (door.Protocol, door.Port);
            break;
        }

        recorder.Record(Knock(visitor, Party.Of(Random.Of(Stage.Exposed), !visitor.Address.IsIPv4), Route.InternetGateway, protocol, port, second, last, Verdict.RejectedArriving));
    }
}

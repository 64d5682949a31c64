namespace FlowLogStack.Simulation;

/// <summary>What every public address hears all day: somebody knocks, mostly where administrators or careless owners would open; all of it is turned away.</summary>
sealed class InternetNoise(Stage stage) : Behaviour(stage)
{
    // How often each is tried, in a thousand: remote access and file sharing first, then whatever was in the news once.
    static readonly (int UpTo, byte Protocol, int Port)[] Doors =
    [
        (170, Tcp, 23), (260, Tcp, 22), (330, Tcp, 8080), (390, Tcp, 445), (440, Tcp, 3389), (480, Tcp, 6379), (515, Tcp, 5060),
        (550, Tcp, 1433), (580, Tcp, 3306), (605, Tcp, 5432), (625, Tcp, 9200), (645, Tcp, 21), (665, Tcp, 25), (690, Udp, 5060),
        (710, Udp, 53), (730, Udp, 123), (745, Udp, 161), (775, Icmp, 0),
    ];

    // A scanner that tries everything stays for some packets, so that a source is seen more than once.
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

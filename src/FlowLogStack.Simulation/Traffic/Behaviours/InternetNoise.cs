namespace FlowLogStack.Simulation;

/// <summary>Internet noise as measured: at each public address, about sixty records in five minutes, of thirty pairs of source and port.</summary>
/// <remarks>
/// Measured at one address: 17,273 rejected TCP records a day; pairs in five minutes: median 30, 95th percentile 44, 99th 85; records of
/// the busiest source: median 18, at most 80; no source at more than 62 ports. A load balancer's interface accepts what it has no listener
/// for and doesn't answer; everything else is rejected.
/// </remarks>
sealed class InternetNoise(Stage stage) : Behaviour(stage)
{
    // In a thousand: new sources, then sources that return to their port, then the one that repeats a single request.
    const int NewSources = 300;
    const int Regulars = 700;
    const int RegularCount = 16;

    // A scanner tries so many ports of one address within a minute, once in so many intervals.
    const int PortsOfScanner = 55;
    const int IntervalsBetweenScanners = 300;
    const int IntervalsOfPersistence = 60;

    // How often each is tried, in a thousand: remote access and file sharing first.
    static readonly (int UpTo, byte Protocol, int Port)[] Doors =
    [
        (170, Tcp, 23), (260, Tcp, 22), (330, Tcp, 8080), (390, Tcp, 445), (440, Tcp, 3389), (480, Tcp, 6379), (515, Tcp, 5060),
        (550, Tcp, 1433), (580, Tcp, 3306), (605, Tcp, 5432), (625, Tcp, 9200), (645, Tcp, 21), (665, Tcp, 25), (690, Udp, 5060),
        (710, Udp, 53), (730, Udp, 123), (745, Udp, 161), (775, Icmp, 0),
    ];

    readonly (Party Party, (byte Protocol, int Port) Door)[] regulars = [.. Outsiders(stage, RegularCount).Select(party => (party, DoorOf(stage.Random)))];
    (Party Party, (byte Protocol, int Port) Door) persistent = (Outsiders(stage, 1)[0], (Tcp, 23));
    int intervals;

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var (visitor, door) = Random.Below(1000) switch
        {
            < NewSources => (Outsider(Stage.DrawsIPv6()), DoorOf(Random)),
            < Regulars => Random.Of(regulars),
            _ => persistent,
        };
        Hear(recorder, visitor, Random.Of(Stage.Exposed), door, second, last);
    }

    internal override void Accompany(FlowRecorder recorder, int first, int last)
    {
        if (intervals++ % IntervalsOfPersistence == 0)
            persistent = (Outsider(Stage.DrawsIPv6()), DoorOf(Random));
        if (Random.Below(IntervalsBetweenScanners) != 0)
            return;
        var scanner = Outsider(Stage.DrawsIPv6());
        var target = Random.Of(Stage.Exposed);
        for (var i = 0; i < PortsOfScanner; i++)
            Hear(recorder, scanner, target, (Tcp, Random.Between(1024, 65_535)), Random.Between(first, last), last);
    }

    void Hear(FlowRecorder recorder, Party visitor, SimulatedInterface target, (byte Protocol, int Port) door, int second, int last)
    {
        var verdict = target.Role is Role.LoadBalancer ? Verdict.Accepted : Verdict.RejectedArriving;
        recorder.Record(Knock(visitor, Party.Of(target, !visitor.Address.IsIPv4), Route.InternetGateway, door.Protocol, door.Port, second, last, verdict));
    }

    static (byte Protocol, int Port) DoorOf(RandomSource random)
    {
        var draw = random.Below(1000);
        foreach (var door in Doors)
        {
            if (draw < door.UpTo)
                return (door.Protocol, door.Port);
        }

        return (Tcp, random.Between(1024, 65_535));
    }
}

namespace FlowLogStack.Simulation;

/// <summary>Office work: the web through the NAT gateway, name resolution, the intranet, the directory.</summary>
sealed class QuietOffice(Stage stage) : Behaviour(stage)
{
    const int Ldaps = 636;

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var person = Random.Of(Site[Role.Workstation]);
        var isIPv6 = Stage.DrawsIPv6();
        switch (Random.Below(1000))
        {
            case < 500:
                Browse(recorder, person, second, isIPv6);
                break;
            case < 740:
                Resolve(recorder, person, second);
                break;
            case < 870:
                Ask(recorder, person, Role.Intranet, Https, second, isIPv6);
                break;
            case < 950:
                Ask(recorder, person, Role.Directory, Ldaps, second, isIPv6);
                break;
            case < 998:
                var visitor = new Party(null, Site.AnyCorporate(Random, false), Tier.Corporate);
                recorder.Record(Connect(visitor, Party.Of(Site.One(Role.Intranet), false), Route.Vpn, Https, second, Random.Below(20), Random.Size(300, 5),
                    Random.Size(800, 8)));
                break;
            default:
                var (echoes, size) = (Random.Between(1, 4), isIPv6 ? 104 : 84);
                var ping = Exchange(Party.Of(person, isIPv6), Party.Of(Site.One(Role.Intranet), isIPv6), Route.Local, isIPv6 ? IcmpV6
                    : Icmp, 0, second, echoes - 1, (echoes, size), (echoes, size));
                recorder.Record(ping);
                break;
        }
    }

    void Ask(FlowRecorder recorder, SimulatedInterface person, Role role, int port, int second, bool isIPv6) =>
        recorder.Record(Connect(Party.Of(person, isIPv6), Party.Of(Site.One(role), isIPv6), Route.Local, port, second, Random.Below(15), Random.Size(300, 4),
            Random.Size(600, 8)));
}

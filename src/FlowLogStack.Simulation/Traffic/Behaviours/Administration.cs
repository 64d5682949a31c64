using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Legitimate activity of a company that looks like attacks, with its own addresses and hosts.</summary>
sealed class Administration(Stage stage) : Behaviour(stage)
{
    const int Ssh = 22;
    const int Ftp = 21;
    const int Smtp = 25;
    const int Dns = 53;
    const byte Gre = 47;

    // Addresses of documentation blocks, which no real host has.
    static readonly FlowAddress PublicResolver = FlowAddress.FromIPv4(0xCB00_7135);
    static readonly uint[] Administrators = [0xC633_640A, 0xC633_640B];
    static readonly FlowAddress Partner = FlowAddress.FromIPv4(0xCB00_7114);
    static readonly FlowAddress Backup = FlowAddress.FromIPv4(0xCB00_7128);
    static readonly FlowAddress OtherOffice = FlowAddress.FromIPv4(0xC633_6401);

    readonly SimulatedInterface printer = stage.Site[Role.Workstation][^1];

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var left = last - second;
        var open = Party.Of(Stage.Open, false);
        switch (Random.Below(1000))
        {
            case < 80:
                var administrator = Party.Outside(FlowAddress.FromIPv4(Random.Of(Administrators)));
                recorder.Record(Connect(administrator, open, Route.InternetGateway, Ssh, second, Random.Below(600), Random.Size(2000, 5),
                    Random.Size(5000, 6)));
                break;
            case < 140:
                recorder.Record(Connect(Party.Outside(Partner), open, Route.InternetGateway, Ftp, second, Math.Min(Random.Below(30), left), 400, 900));
                break;
            case < 440:
                recorder.Record(Connect(Party.Of(Site.One(Role.Directory), false), Outsider(false), Route.NatGateway, Smtp, second,
                    Math.Min(Random.Between(1, 8), left), Random.Size(4000, 6), 900));
                break;
            case < 640:
                recorder.Record(Exchange(Party.Of(printer, false), Party.Outside(PublicResolver), Route.NatGateway, Udp, Dns, second, 0,
                    (1, Random.Between(60, 92)), (1, Random.Between(92, 480))));
                break;
            case < 720:
                var packets = Random.Size(40, 5);
                recorder.Record(Exchange(Party.Outside(OtherOffice), open, Route.InternetGateway, Gre, 0, second, Math.Min(20, left),
                    (packets, Random.Between(80, 1400)), (packets, Random.Between(80, 1400))));
                break;
            case < 990:
                // A monitoring host polls the agent of each host, about once a minute.
                recorder.Record(Connect(Party.Of(Site.One(Role.Intranet), false), Party.Of(Random.Of(Site[Role.Web]), false), Route.Local, 9100, second, 0,
                    300, Random.Size(9000, 2)));
                break;
            default:
                recorder.Record(Connect(Party.Of(Random.Of(Site[Role.Database]), false), Party.Outside(Backup), Route.NatGateway, Https, second,
                    Math.Min(Random.Between(10, 40), left), 500_000_000L + Random.Below(200_000_000), 4000));
                break;
        }
    }
}

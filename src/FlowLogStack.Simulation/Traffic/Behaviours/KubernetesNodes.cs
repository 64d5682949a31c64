using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>
/// Nodes of a Kubernetes cluster: the API server and its probes, images, and DNS servers of a provider that the cluster's DNS controller queries.
/// </summary>
sealed class KubernetesNodes(Stage stage) : Behaviour(stage)
{
    const int Kubelet = 10_250;
    const int Dns = 53;

    static readonly uint[] AuthoritativeServers = [0xCB00_7164, 0xCB00_7165];

    internal override void Next(FlowRecorder recorder, int second, int last)
    {
        var node = Random.Of(Site[Role.Web]);
        switch (Random.Below(1000))
        {
            case < 500:
                recorder.Record(Connect(Party.Of(node, false), Party.Of(Site.One(Role.Intranet), false), Route.Local, Https, second, Random.Below(300),
                    Random.Size(900, 5), Random.Size(4000, 6)));
                break;
            case < 900:
                recorder.Record(Connect(Party.Of(Site.One(Role.Intranet), false), Party.Of(node, false), Route.Local, Kubelet, second, Random.Below(5), 400,
                    Random.Size(3000, 4)));
                break;
            case < 940:
                Browse(recorder, node, second, false);
                break;
            default:
                var server = Party.Outside(FlowAddress.FromIPv4(Random.Of(AuthoritativeServers)));
                recorder.Record(Exchange(Party.Of(node, false), server, Route.NatGateway, Udp, Dns, second, 0, (1, Random.Between(60, 92)),
                    (1, Random.Between(92, 480))));
                break;
        }
    }
}

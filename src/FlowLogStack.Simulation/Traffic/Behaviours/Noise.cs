namespace FlowLogStack.Simulation;

/// <summary>The ports of unsolicited internet traffic, without those of administration.</summary>
static class Noise
{
    static readonly (byte Protocol, int Port)[] Ports =
    [
        (Behaviour.Tcp, 2323), (Behaviour.Tcp, 5555), (Behaviour.Tcp, 8081), (Behaviour.Tcp, 8728), (Behaviour.Tcp, 37_215),
        (Behaviour.Tcp, 60_023), (Behaviour.Tcp, 2375), (Behaviour.Udp, 1900), (Behaviour.Udp, 5060), (Behaviour.Udp, 161), (Behaviour.Udp, 500),
    ];

    internal static (byte Protocol, int Port) Port(RandomSource random) => random.Of(Ports);
}

namespace FlowLogStack.Simulation;

/// <summary>Protocol and ports of a changed rule.</summary>
/// <param name="Protocol">IANA protocol number; null for all protocols.</param>
/// <param name="From">First port.</param>
/// <param name="To">Last port.</param>
readonly record struct ChangedPorts(int? Protocol, int From, int To)
{
    internal bool Contains(int protocol, int port) =>
        Protocol is null || (Protocol == protocol && (protocol is not (NetworkRule.Tcp or NetworkRule.Udp) || (port >= From && port <= To)));
}

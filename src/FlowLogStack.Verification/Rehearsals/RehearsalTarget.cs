using System.Net;

namespace FlowLogStack.Verification;

/// <summary>The target of a rehearsal: an address of a network interface whose traffic a flow log of the stack records.</summary>
/// <param name="Address">Address, as this machine reaches it.</param>
/// <param name="Port">TCP port.</param>
/// <param name="InterfaceId">Id of the interface.</param>
/// <param name="VpcId">Id of the interface's VPC.</param>
/// <param name="FlowLog">Logical id of the flow log.</param>
public sealed record RehearsalTarget(IPAddress Address, int Port, string InterfaceId, string VpcId, string FlowLog)
{
    /// <summary>Returns the address and port, such as <c>203.0.113.7:22</c>.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}

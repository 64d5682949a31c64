namespace FlowLogStack.Simulation;

/// <summary>The actions that converted records have for connections that come from outside and are not completed.</summary>
enum UnansweredTraffic
{
    /// <summary>ACCEPT, because the capture point received the packet.</summary>
    Accept,

    /// <summary>
    /// REJECT, as for a security group that allows only the ports in use (<see cref="CaptureOptions.PortsInUse"/>); answers that report a rejection
    /// have no records.
    /// </summary>
    Reject,
}

namespace FlowLogStack.Simulation;

/// <summary>The end of a flow that reported it to Google Cloud.</summary>
enum GoogleReporter
{
    /// <summary>None that is known.</summary>
    Unknown,

    /// <summary>The virtual machine that sends.</summary>
    Source,

    /// <summary>The virtual machine that receives.</summary>
    Destination,

    /// <summary>The tunnel or VLAN attachment at which the flow enters the network.</summary>
    SourceGateway,

    /// <summary>The tunnel or VLAN attachment at which the flow leaves the network.</summary>
    DestinationGateway,
}

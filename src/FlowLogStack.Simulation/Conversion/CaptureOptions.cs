using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Options of a <see cref="CaptureConverter"/>: what connection logs do not contain.</summary>
sealed record CaptureOptions
{
    /// <summary>The fields of the records. Default: version 5, the oldest preset with <c>tcp-flags</c> and <c>flow-direction</c>.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.V5;

    /// <summary>
    /// The network whose interfaces the records are of. Default: the private ranges; public addresses of monitored hosts need <see
    /// cref="MonitoredNetwork.InternalRanges"/>.
    /// </summary>
    public MonitoredNetwork Network { get; init; } = MonitoredNetwork.Default;

    /// <summary>The longest time that one record covers: 60 or 600 seconds. Default: 60 seconds.</summary>
    public TimeSpan AggregationInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The account of all interfaces, 12 digits. Default: 123456789012.</summary>
    public string AccountId { get; init; } = "123456789012";

    /// <summary>The action of connections from outside that are not completed. Default: ACCEPT.</summary>
    public UnansweredTraffic Unanswered { get; init; }

    /// <summary>
    /// Ports that a security group admits if <see cref="Unanswered"/> is <see cref="UnansweredTraffic.Reject"/>: connections from outside to other
    /// ports are rejected. Default: null (each connection that is not completed is rejected).
    /// </summary>
    public PortsInUse? PortsInUse { get; init; }
}

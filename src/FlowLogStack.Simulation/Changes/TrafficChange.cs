using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Traffic of an interface that became more or less after a change of the network.</summary>
sealed record TrafficChange
{
    /// <summary>Start of the first minute with the traffic, or of the first without much of it.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Id of the interface; <c>-</c> where the records have none.</summary>
    public required string Interface { get; init; }

    /// <summary>Action that was taken on the traffic.</summary>
    public required FlowAction Action { get; init; }

    /// <summary>The service, such as <c>tcp/443</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Clients of the service, those with most records first, at most 50.</summary>
    public required IReadOnlyList<FlowAddress> Clients { get; init; }

    /// <summary>Records a minute before the change.</summary>
    public double Before { get; init; }

    /// <summary>Records a minute after the change.</summary>
    public double After { get; init; }
}

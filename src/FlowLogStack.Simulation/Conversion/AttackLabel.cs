using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A time at which something happened that detections should find.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it was over.</param>
/// <param name="Kind">The id of a detection, the name of a scenario, or any other label, which is meant for every detection.</param>
sealed record AttackLabel(DateTimeOffset From, DateTimeOffset To, string Kind)
{
    /// <summary>The first line of labels as CSV.</summary>
    public const string Header = "start,end,kind,host";

    // Times of one kind and host that are at most so far apart are one event.
    internal static readonly TimeSpan Gap = TimeSpan.FromMinutes(5);

    /// <summary>The host it happened to or that did it; null for any.</summary>
    public FlowAddress? Host { get; init; }
}

using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>A filter that selects the records to forward. The processor counts and drops all others.</summary>
public sealed record ProcessorFilter
{
    /// <summary>
    /// Internal networks, as CIDR blocks or address prefixes (<c>10.8.</c>). Records with both addresses in these networks are dropped.
    /// Default: none.
    /// </summary>
    public IReadOnlyList<string> InternalNetworks { get; init; } = [];

    /// <summary>Traffic to forward: all, accepted or rejected. Default: all.</summary>
    public Capture.TrafficType Action { get; init; } = Capture.TrafficType.All;

    /// <summary>Sampling rate: one of this many records is forwarded, 1 to 1,000,000. Default: 1 (all records).</summary>
    public int SampleOneIn { get; init; } = ProcessorVariables.SampleOneIn.Default;

    /// <summary>Requires a log format with all fields that this filter uses.</summary>
    /// <exception cref="FlowLogFormatException">Fields are missing. The message lists the fields to add.</exception>
    public void EnsureServedBy(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (InternalNetworks.Count > 0)
            format.EnsureContains("The filter by internal networks", FlowField.SrcAddr, FlowField.DstAddr);
        if (Action is not Capture.TrafficType.All)
            format.EnsureContains("The filter by action", FlowField.Action);
    }
}

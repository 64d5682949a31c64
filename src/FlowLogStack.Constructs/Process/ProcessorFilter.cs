using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>Which records the processor passes on; the others are counted and dropped.</summary>
public sealed record ProcessorFilter
{
    /// <summary>Networks, as CIDR blocks or bare prefixes (<c>10.8.</c>): a record both of whose ends are inside is dropped. Default: none.</summary>
    public IReadOnlyList<string> InternalNetworks { get; init; } = [];

    /// <summary>Which traffic passes. Default: all.</summary>
    public Capture.TrafficType Action { get; init; } = Capture.TrafficType.All;

    /// <summary>One record of how many passes, 1 to 1,000,000. Default: every one.</summary>
    public int SampleOneIn { get; init; } = ProcessorVariables.SampleOneIn.Default;

    /// <summary>Refuses a format that lacks fields this filter looks at.</summary>
    /// <exception cref="FlowLogFormatException">Fields are missing; the message says which to add.</exception>
    public void EnsureServedBy(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (InternalNetworks.Count > 0)
            format.EnsureContains("The filter by internal networks", FlowField.SrcAddr, FlowField.DstAddr);
        if (Action is not Capture.TrafficType.All)
            format.EnsureContains("The filter by action", FlowField.Action);
    }
}

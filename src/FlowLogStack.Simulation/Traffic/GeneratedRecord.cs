using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A generated record: its line, and what it is in truth.</summary>
public readonly record struct GeneratedRecord
{
    /// <summary>The line in UTF-8, without its ending; valid until the enumeration goes on.</summary>
    public ReadOnlyMemory<byte> Line { get; init; }

    /// <summary>The scenario it belongs to; null for a NODATA record, which belongs to none.</summary>
    public ScenarioKind? Scenario { get; init; }

    /// <summary>Whether it records answers, from the server to the client, rather than requests.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>
    /// Whether it records a request where it arrives at the interface of a NAT or transit gateway, whose address is in
    /// <c>dstaddr</c> instead of the server's: a detection that asks where requests go cannot know it of this record.
    /// </summary>
    public bool IsRelayed { get; init; }

    /// <summary>Whether it describes traffic, or says that there was none or that records were lost.</summary>
    public LogStatus Status { get; init; }

    /// <summary>Whether it is ordinary: of a background scenario or of none.</summary>
    public bool IsBackground => Scenario is null or { IsBackground: true };

    /// <summary>When its first packet was seen, in seconds since 1970.</summary>
    public long Start { get; init; }

    /// <summary>When its last packet was seen, in seconds since 1970.</summary>
    public long End { get; init; }

    /// <summary>The account that owns what was observed.</summary>
    public string AccountId { get; init; }

    /// <summary>The region of what was observed.</summary>
    public string Region { get; init; }

    /// <summary>The flow log that made the record.</summary>
    public string FlowLogId { get; init; }

    /// <summary>The CloudWatch Logs stream that holds it: the interface's, or the transit gateway's.</summary>
    public string LogStream { get; init; }

    /// <summary>The index of its account and region: from 0, accounts first.</summary>
    internal int Site { get; init; }

    /// <summary>The index of its scenario among those of the plan; -1 for none.</summary>
    internal int ScenarioIndex { get; init; }
}

using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A generated record: its line and its ground truth.</summary>
readonly record struct GeneratedRecord
{
    /// <summary>The line in UTF-8, without a line break. Valid until the enumeration continues.</summary>
    public ReadOnlyMemory<byte> Line { get; init; }

    /// <summary>Scenario of the record; null for a NODATA record, which belongs to none.</summary>
    public ScenarioKind? Scenario { get; init; }

    /// <summary>Whether it records answers from the server to the client, instead of requests.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>
    /// Whether it records a request on arrival at the interface of a NAT gateway or transit gateway, whose address is in <c>dstaddr</c> instead of the
    /// server's. A detection that evaluates the destination can't determine it from this record.
    /// </summary>
    public bool IsRelayed { get; init; }

    /// <summary>Log status: traffic, no traffic, or skipped records.</summary>
    public LogStatus Status { get; init; }

    /// <summary>Whether it is normal traffic: of a background scenario or of none.</summary>
    public bool IsBackground => Scenario is null or { IsBackground: true };

    /// <summary>Time of the first packet, in seconds since 1970.</summary>
    public long Start { get; init; }

    /// <summary>Time of the last packet, in seconds since 1970.</summary>
    public long End { get; init; }

    /// <summary>AWS account of the monitored resource.</summary>
    public string AccountId { get; init; }

    /// <summary>AWS Region of the monitored resource.</summary>
    public string Region { get; init; }

    /// <summary>Id of the flow log.</summary>
    public string FlowLogId { get; init; }

    /// <summary>CloudWatch Logs stream of the record: that of the interface or of the transit gateway.</summary>
    public string LogStream { get; init; }

    /// <summary>Index of its account and Region, from 0, accounts first.</summary>
    internal int Site { get; init; }

    /// <summary>Index of its scenario in the plan; -1 for none.</summary>
    internal int ScenarioIndex { get; init; }
}

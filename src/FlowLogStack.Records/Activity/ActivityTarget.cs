namespace FlowLogStack.Records;

/// <summary>The target of queries of activity: the table of a log, and optionally one of flow logs in the same database.</summary>
public sealed record ActivityTarget
{
    /// <summary>Partitions of the table.</summary>
    public required ActivityProjection Projection { get; init; }

    /// <summary>Name of the table. Default: null, <c>cloudtrail</c> or <c>s3_access_logs</c>.</summary>
    public string? Table { get; init; }

    /// <summary>Accounts and Regions to query. Default: all.</summary>
    public ArchiveScope Scope { get; init; } = ArchiveScope.All;

    /// <summary>Flow logs that a query joins with calls. Default: null, none.</summary>
    public AthenaTarget? FlowLogs { get; init; }

    internal string Relation => Table ?? Projection.DefaultTableName;
}

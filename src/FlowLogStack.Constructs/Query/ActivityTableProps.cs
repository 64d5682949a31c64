using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Properties for <see cref="ActivityTable"/>.</summary>
public sealed record ActivityTableProps
{
    /// <summary>
    /// Location and partitions of the log: <see cref="ActivityProjection.OfTrail"/> or <see cref="ActivityProjection.OfAccessLogs"/>. Required.
    /// </summary>
    public required ActivityProjection Projection { get; init; }

    /// <summary>Table of flow logs whose database this table shares, so that one query can join both. Default: null (creates a database).</summary>
    public FlowLogTable? BesideTable { get; init; }

    /// <summary>Table of another activity log whose database this table shares. Default: null.</summary>
    public ActivityTable? BesideActivity { get; init; }

    /// <summary>Name of the database: lower-case letters, digits and underscores. Default: null (derived from the construct's path).</summary>
    public string? DatabaseName { get; init; }

    /// <summary>Name of the table: lower-case letters, digits and underscores. Default: null (<c>cloudtrail</c> or <c>s3_access_logs</c>).</summary>
    public string? TableName { get; init; }
}

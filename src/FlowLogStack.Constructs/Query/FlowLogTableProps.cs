using FlowLogStack.Capture;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Properties for <see cref="FlowLogTable"/>.</summary>
public sealed record FlowLogTableProps
{
    /// <summary>Archive that the table reads. Required.</summary>
    public required FlowLogArchive Archive { get; init; }

    /// <summary>Log format of its records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Table whose database this table shares. Takes precedence over <see cref="DatabaseName"/>. Default: null (creates a database).</summary>
    public FlowLogTable? BesideTable { get; init; }

    /// <summary>Name of the database: lower-case letters, digits and underscores. Default: null (derived from the construct's path).</summary>
    public string? DatabaseName { get; init; }

    /// <summary>Name of the table: lower-case letters, digits and underscores. Default: <c>flow_logs</c>.</summary>
    public string TableName { get; init; } = FlowLogTable.DefaultTableName;

    /// <summary>Name of the view with readable column values; null for no view. Default: the table's name with <c>_view</c>.</summary>
    public string? ViewName { get; init; } = FlowLogTable.DefaultViewName;

    /// <summary>
    /// Accounts of the partitions. If accounts change often, as in an organization, use <see cref="PartitionValues.GivenByQuery"/>: each query
    /// then sets them. Default: null (the accounts that the archive lists; those that each query sets if it admits an organization without a list).
    /// </summary>
    public PartitionValues? Accounts { get; init; }

    /// <summary>
    /// Regions of the partitions. Default: null (the Regions that the archive lists; those that each query sets if it admits all of an organization).
    /// </summary>
    public PartitionValues? Regions { get; init; }
}

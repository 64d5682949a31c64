using Amazon.CDK.AWS.SNS;
using FlowLogStack.Records;

namespace FlowLogStack.Query;

/// <summary>Properties for <see cref="ScheduledQueries"/>.</summary>
public sealed record ScheduledQueriesProps
{
    /// <summary>Table to query. Required.</summary>
    public required FlowLogTable Table { get; init; }

    /// <summary>Workgroup that runs the queries. Required.</summary>
    public required QueryWorkgroup Workgroup { get; init; }

    /// <summary>Topics that receive the findings, and the alarm on failed runs: one to five. Required.</summary>
    public required IReadOnlyList<ITopic> Topics { get; init; }

    /// <summary>
    /// The queries. Those that require fields outside the log format of the table are left out. Default: <see cref="ScheduledAthenaQuery.Daily"/>.
    /// </summary>
    public IReadOnlyList<ScheduledAthenaQuery> Queries { get; init; } = ScheduledAthenaQuery.Daily;

    /// <summary>Accounts and Regions to query. Required if queries set the accounts of the table. Default: all.</summary>
    public ArchiveScope Scope { get; init; } = ArchiveScope.All;

    /// <summary>Schedule expression of EventBridge Scheduler, in UTC. Default: <c>cron(15 6 * * ? *)</c>, each day at 6:15.</summary>
    public string ScheduleExpression { get; init; } = "cron(15 6 * * ? *)";

    /// <summary>Time window of the queries. Default: null (each query's own, the last day for those of <see cref="ScheduledAthenaQuery.Daily"/>).</summary>
    public TimeWindow? Window { get; init; }

    /// <summary>
    /// Prefix of the name of the alarm; empty for no prefix. Alarm names are unique in an account and Region. Default: null (the stack's name and
    /// the construct's path).
    /// </summary>
    public string? AlarmNamePrefix { get; init; }
}

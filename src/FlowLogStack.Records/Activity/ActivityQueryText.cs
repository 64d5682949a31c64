namespace FlowLogStack.Records;

/// <summary>The parts of a query's SQL that depend on its target and time window, and those that several queries have.</summary>
sealed class ActivityQueryText(ActivityTarget target, TimeWindow window)
{
    /// <summary>SQL for the name of the caller: a user, a role, or what else identifies it.</summary>
    internal const string Who =
        "COALESCE(useridentity.username, useridentity.sessioncontext.sessionissuer.username, useridentity.arn, useridentity.invokedby, useridentity.type)";

    /// <summary>The same for Logs Insights.</summary>
    internal const string InsightsWho =
        "coalesce(userIdentity.userName, userIdentity.sessionContext.sessionIssuer.userName, userIdentity.arn, userIdentity.invokedBy, userIdentity.type)";

    /// <summary>SQL that distinguishes calls that read from calls that change; records of old versions have only their names.</summary>
    internal const string CallKind =
        "CASE WHEN COALESCE(readonly, CASE WHEN regexp_like(eventname, '^(Describe|Get|Head|List|Lookup|Search)') THEN 'true' ELSE 'false' END) = 'true' "
            + "THEN 'read' ELSE 'change' END";

    /// <summary>SQL for the time of a request.</summary>
    internal const string RequestTime = "parse_datetime(requestdatetime, 'dd/MMM/yyyy:HH:mm:ss Z')";

    /// <summary>SQL that distinguishes requests that read from requests that change; a copy reads one object and writes another.</summary>
    internal const string RequestKind = @"CASE WHEN regexp_like(operation, '^[A-Z]+\.(GET|HEAD|OPTIONS)\.|_GET$') THEN 'read' ELSE 'change' END";

    /// <summary><c>FROM</c> and <c>WHERE</c> for the records of the window.</summary>
    internal string From => $"{Source}\nWHERE {target.Projection.ToSql(window, target.Scope)}";

    /// <summary><c>FROM</c> and <c>WHERE</c> for the lines of the window's partitions, also those that are not records.</summary>
    internal string FromPartitions => $"{Source}\nWHERE {target.Projection.ToPartitionSql(window, target.Scope)}";

    /// <summary><c>FROM</c> and <c>WHERE</c> for the flow logs of the window.</summary>
    internal string FromFlowLogs => $"FROM \"{target.FlowLogs!.Relation}\"\nWHERE {target.FlowLogs.Projection.ToSql(window, target.FlowLogs.Scope)}";

    string Source => $"FROM \"{target.Relation}\"";
}

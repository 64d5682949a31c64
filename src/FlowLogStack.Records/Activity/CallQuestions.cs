namespace FlowLogStack.Records;

/// <summary>Queries of calls that CloudTrail records.</summary>
static class CallQuestions
{
    const string Who = ActivityQueryText.Who;
    const string Kind = ActivityQueryText.CallKind;
    const string InsightsWho = ActivityQueryText.InsightsWho;

    // In calls with these names, the identifier of the security group is at different places.
    const string GroupId = "COALESCE(json_extract_scalar(requestparameters, '$.groupId'), json_extract_scalar(requestparameters, "
        + "'$.ModifySecurityGroupRulesRequest.GroupId'), json_extract_scalar(responseelements, '$.groupId'))";
    const string Moment = "to_unixtime(from_iso8601_timestamp(eventtime))";
    const string InsightsGroupId = "coalesce(requestParameters.groupId, requestParameters.ModifySecurityGroupRulesRequest.GroupId, responseElements.groupId)";
    const string PolicyTarget = "COALESCE(json_extract_scalar(requestparameters, '$.userName'), json_extract_scalar(requestparameters, '$.roleName'), "
        + "json_extract_scalar(requestparameters, '$.groupName'), json_extract_scalar(requestparameters, '$.policyArn'), "
        + "json_extract_scalar(requestparameters, '$.policyName'))";

    static readonly EventCondition Iam = EventCondition.Is("eventSource", "iam.amazonaws.com");
    static readonly EventCondition Ec2 = EventCondition.Is("eventSource", "ec2.amazonaws.com");

    static readonly EventCondition SignInWithoutMfa = EventCondition.All(
        EventCondition.Is("eventName", "ConsoleLogin"), EventCondition.Is("responseElements.ConsoleLogin", "Success"),
        EventCondition.IsNot("additionalEventData.MFAUsed", "Yes"), EventCondition.Is("userIdentity.type", "IAMUser", "Root"));

    static readonly EventCondition PolicyChange = EventCondition.All(Iam,
        EventCondition.Any(TrailEvents.PolicyChange,
            EventCondition.Is("eventName", "UpdateAssumeRolePolicy", "SetDefaultPolicyVersion", "PutUserPermissionsBoundary",
                "PutRolePermissionsBoundary", "DeleteUserPermissionsBoundary", "DeleteRolePermissionsBoundary")));

    static readonly EventCondition BucketExposure = EventCondition.All(
        EventCondition.Is("eventSource", "s3.amazonaws.com"),
        EventCondition.Is("eventName", "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl", "PutObjectAcl", "PutBucketPublicAccessBlock",
            "DeleteBucketPublicAccessBlock", "PutAccountPublicAccessBlock", "DeleteAccountPublicAccessBlock", "PutBucketOwnershipControls",
            "DeleteBucketOwnershipControls", "PutBucketEncryption", "DeleteBucketEncryption", "PutBucketCors", "PutBucketWebsite", "PutBucketLogging",
            "PutBucketReplication"));

    static readonly EventCondition LoggingOff =
        EventCondition.Is("eventName", "StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors", "DeleteFlowLogs", "DeleteLogGroup",
            "DeleteLogStream", "PutRetentionPolicy", "DeleteMetricFilter", "DeleteAlarms", "DisableAlarmActions", "StopConfigurationRecorder",
            "DeleteDetector");

    public static IEnumerable<ActivityQuestion> All { get; } =
    [
        Question("CallsByService", "Calls by service", "Calls of the last day by service, those that read apart from those that change, and how many of "
            + "them failed.",
            $"SELECT eventsource, {Kind} AS kind, count(*) AS calls, count(errorcode) AS failed", null, "GROUP BY 1, 2\nORDER BY calls DESC, 1, 2\nLIMIT 100",
            "stats count(*) as calls, count(errorCode) as failed by eventSource, readOnly | sort calls desc | limit 100"),
        Question("IamByUser", "IAM activity by caller", "Calls of IAM in the last day by the user or role, those that read apart from those that change.",
            $"SELECT {Who} AS who, {Kind} AS kind, count(*) AS calls, count(errorcode) AS failed, max(eventtime) AS last_call",
                Iam, "GROUP BY 1, 2\nORDER BY calls DESC, 1, 2\nLIMIT 100",
            "stats count(*) as calls, count(errorCode) as failed, max(@timestamp) as lastCall by who, readOnly | sort calls desc | limit 100"),
        Question("IamByAction", "IAM activity by action", "Calls of IAM in the last day by action, with the number of callers.",
            $"SELECT eventname, {Kind} AS kind, count(*) AS calls, count(DISTINCT {Who}) AS callers, count(errorcode) AS failed",
                Iam, "GROUP BY 1, 2\nORDER BY calls DESC, 1, 2\nLIMIT 100",
            "stats count(*) as calls, count_distinct(who) as callers, count(errorCode) as failed by eventName, readOnly | sort calls desc | limit 100"),
        Question("DeniedCalls", "Denied calls", "Calls of the last day that lacked a permission, by caller, action and error.",
            $"SELECT {Who} AS who, eventsource, eventname, errorcode, count(*) AS calls, max(eventtime) AS last_call",
                TrailEvents.Denied, "GROUP BY 1, 2, 3, 4\nORDER BY calls DESC, 1, 2, 3, 4\nLIMIT 100",
            "stats count(*) as calls, max(@timestamp) as lastCall by who, eventSource, eventName, errorCode | sort calls desc | limit 100"),
        List("RootUse", "Use of the root user", "Calls of the root user in the last day.", $"eventname, eventsource, {Kind} AS kind, errorcode",
            TrailEvents.RootUse,
            "eventName, eventSource, readOnly, errorCode"),
        List("SignInsWithoutMfa", "Console sign-ins without MFA", "Successful console sign-ins of IAM users and the root user in the last day for which MFA "
            + "was not used.",
            "useridentity.type AS type, awsregion", SignInWithoutMfa, "userIdentity.type, awsRegion"),
        Question("FailedSignIns", "Failed console sign-ins", "Addresses with failed console sign-ins in the last day, with the number of users that "
            + "they tried.",
            $"SELECT sourceipaddress, count(*) AS attempts, count(DISTINCT {Who}) AS users, max(eventtime) AS last_attempt",
                TrailEvents.FailedSignIn, "GROUP BY 1\nORDER BY attempts DESC, 1\nLIMIT 100",
            "stats count(*) as attempts, count_distinct(who) as users, max(@timestamp) as lastAttempt by sourceIPAddress | sort attempts desc | limit 100"),
        List("AccessKeysMade", "Access keys created", "Access keys that were created in the last day: by whom, for which user, and the id of the key.",
            "json_extract_scalar(requestparameters, '$.userName') AS for_user, json_extract_scalar(responseelements, '$.accessKey.accessKeyId') AS "
                + "access_key, errorcode",
            EventCondition.All(Iam,
                EventCondition.Is("eventName", "CreateAccessKey")), "requestParameters.userName as forUser, responseElements.accessKey.accessKeyId as "
                    + "accessKey, errorCode"),
        List("PoliciesChanged", "Policies changed", "Changes of IAM policies, their attachments, trust policies and permissions boundaries in the last day.",
            $"eventname, {PolicyTarget} AS target, errorcode",
                PolicyChange, "eventName, coalesce(requestParameters.userName, requestParameters.roleName, requestParameters.groupName, "
                    + "requestParameters.policyArn, requestParameters.policyName) as target, errorCode"),
        List("SecurityGroupChanges", "Security group changes", "Changes of security groups in the last day: by whom, from where, and of which group.",
            $"eventname, {GroupId} AS group_id, errorcode, requestparameters",
                EventCondition.All(Ec2, TrailEvents.SecurityGroupChange), $"eventName, {InsightsGroupId} as groupId, errorCode"),
        new("SecurityGroupChangesAndRejects", ActivityKind.CloudTrail, "Security group changes and the rejected records next to them",
            "Successful changes of security groups in the last day, with the rejected flow log records of the same account in the 15 minutes before and "
                + "after each.",
            text => $"""
                WITH changes AS (
                  SELECT eventid, eventtime, {Who} AS who, sourceipaddress, eventname, {GroupId} AS group_id, recipientaccountid, {Moment} AS changed_at
                  {Indent(text.From)}
                    AND {EventCondition.All(Ec2, TrailEvents.SecurityGroupChange).ToSql()} AND errorcode IS NULL
                ), rejects AS (
                  SELECT account_id, "start", count(*) AS records
                  {Indent(text.FromFlowLogs)}
                    AND action = 'REJECT'
                  GROUP BY account_id, "start"
                )
                SELECT c.eventtime, c.who, c.sourceipaddress, c.eventname, c.group_id,
                  {RejectsWhere("<")} AS rejects_before, {RejectsWhere(">=")} AS rejects_after
                FROM changes AS c
                LEFT JOIN rejects AS r ON r.account_id = c.recipientaccountid AND r."start" >= c.changed_at - 900 AND r."start" < c.changed_at + 900
                GROUP BY c.eventid, c.eventtime, c.who, c.sourceipaddress, c.eventname, c.group_id
                ORDER BY c.eventtime DESC, c.eventid
                LIMIT 100
                """)
        {
            FlowLogFields = [FlowField.AccountId, FlowField.Start, FlowField.Action],
        },
        Question("SecurityGroupActivity", "Security group activity", "Calls about security groups in the last day by action, those that read apart from those "
            + "that change.",
            $"SELECT {Kind} AS kind, eventname, count(*) AS calls, count(DISTINCT {Who}) AS callers, max(eventtime) AS last_call",
            Ec2, "GROUP BY 1, 2\nORDER BY 1, calls DESC, 2\nLIMIT 100",
            "filter eventName like /SecurityGroup/ | stats count(*) as calls, count_distinct(who) as callers, max(@timestamp) as lastCall by readOnly, "
                + "eventName | sort calls desc | limit 100",
            "eventname LIKE '%SecurityGroup%'"),
        List("BucketExposure", "Bucket policies and public access changed", "Changes of bucket policies, ACLs, public access blocks, ownership, encryption, "
            + "logging and replication in the last day.",
            "eventname, json_extract_scalar(requestparameters, '$.bucketName') AS bucket, errorcode",
                BucketExposure, "eventName, requestParameters.bucketName as bucket, errorCode"),
        List("LoggingSwitchedOff", "Logging and alarms switched off", "Calls of the last day that stop, delete or shorten trails, flow logs, log groups, "
            + "metric filters and alarms.",
            "eventsource, eventname, errorcode", LoggingOff, "eventSource, eventName, errorCode"),
    ];

    static ActivityQuestion Question(string id, string name, string description, string select, EventCondition? condition, string rest, string insights,
        string? also = null)
    {
        var filters = new[] { condition?.ToSql() is { } sql ? $"({sql})" : null, also }.OfType<string>();
        return new(id, ActivityKind.CloudTrail, name, description,
            text => $"{select}\n{text.From}{string.Concat(filters.Select(filter => "\n  AND " + filter))}\n{rest}")
        {
            Insights = $"fields {InsightsWho} as who\n{(condition is null ? "" : $"| filter {condition.ToInsights()}\n")}"
                + $"| {insights.Replace(" | ", "\n| ", StringComparison.Ordinal)}",
        };
    }

    static ActivityQuestion List(string id, string name, string description, string columns, EventCondition condition, string insights) =>
        new(id, ActivityKind.CloudTrail, name, description,
            text => $"SELECT eventtime, {Who} AS who, sourceipaddress, {columns}\n{text.From}\n  AND ({condition.ToSql()})\n"
                + "ORDER BY eventtime DESC, eventid\nLIMIT 100")
        {
            Insights = $"fields eventTime, {InsightsWho} as who, sourceIPAddress, {insights}\n| filter {condition.ToInsights()}\n"
                + "| sort eventTime desc\n| limit 100",
        };

    static string RejectsWhere(string comparison) => $"COALESCE(sum(CASE WHEN r.\"start\" {comparison} c.changed_at THEN r.records END), 0)";

    static string Indent(string sql) => sql.Replace("\n", "\n  ", StringComparison.Ordinal);
}

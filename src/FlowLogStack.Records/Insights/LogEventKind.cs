namespace FlowLogStack.Records;

/// <summary>The kind of a log group's events, which determines the fields that Logs Insights discovers.</summary>
public enum LogEventKind
{
    /// <summary>Flow log records: the fields of AWS's default format, and none of any other.</summary>
    FlowLogRecords,

    /// <summary>
    /// JSON objects, such as API calls of CloudTrail that EventBridge delivers: every value that is neither an object nor an
    /// array, named by its path with dots, as in <c>detail.userIdentity.arn</c> and <c>detail.resources.0.ARN</c>.
    /// </summary>
    Json,
}

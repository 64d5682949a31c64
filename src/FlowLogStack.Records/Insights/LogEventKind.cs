namespace FlowLogStack.Records;

/// <summary>What the events of a log group are, which decides the fields that Logs Insights discovers in them.</summary>
public enum LogEventKind
{
    /// <summary>Flow log records: the fields of AWS's default format, and none of any other.</summary>
    FlowLogRecords,

    /// <summary>
    /// JSON objects, such as calls of CloudTrail that EventBridge delivers: every value that is neither an object nor an
    /// array, named by the way to it with dots between, as in <c>detail.userIdentity.arn</c> and
    /// <c>detail.resources.0.ARN</c>.
    /// </summary>
    Json,
}

namespace FlowLogStack.Records;

/// <summary>A kind of activity log.</summary>
public enum ActivityKind
{
    /// <summary>Not an activity log.</summary>
    None,

    /// <summary>Files that CloudTrail delivers: calls of AWS APIs.</summary>
    CloudTrail,

    /// <summary>S3 server access logs: requests to buckets.</summary>
    AccessLogs,
}

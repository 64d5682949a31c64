using Amazon.Runtime;

namespace Amazon.CloudWatchLogs.Model;

/// <summary>Request of <see cref="IAmazonCloudWatchLogs.FilterLogEventsAsync"/>.</summary>
public class FilterLogEventsRequest : AmazonWebServiceRequest
{
    /// <summary>Name of the log group.</summary>
    public string? LogGroupName { get; set; }

    /// <summary>Prefix of the log streams' names. Default: null, all log streams.</summary>
    public string? LogStreamNamePrefix { get; set; }

    /// <summary>Start of the events' timestamps, inclusive, in milliseconds since 1970 (UTC). Default: null, the first event.</summary>
    public long? StartTime { get; set; }

    /// <summary>End of the events' timestamps, exclusive, in milliseconds since 1970 (UTC). Default: null, the last event.</summary>
    public long? EndTime { get; set; }

    /// <summary>Pattern of the events. Default: null, all events.</summary>
    public string? FilterPattern { get; set; }

    /// <summary>Maximum number of events in the page, 1 to 10,000. Default: null, 10,000.</summary>
    public int? Limit { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatchLogs.FilterLogEventsAsync"/>: one page of events, which may be empty before the last page.</summary>
public class FilterLogEventsResponse : AmazonWebServiceResponse
{
    /// <summary>Events; null if the list is empty.</summary>
    public List<FilteredLogEvent>? Events { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An event of a log group.</summary>
public class FilteredLogEvent
{
    /// <summary>Name of the log stream.</summary>
    public string? LogStreamName { get; set; }

    /// <summary>Time of the event in milliseconds since 1970 (UTC).</summary>
    public long? Timestamp { get; set; }

    /// <summary>Text of the event.</summary>
    public string? Message { get; set; }

    /// <summary>Time at which CloudWatch Logs received the event, in milliseconds since 1970 (UTC).</summary>
    public long? IngestionTime { get; set; }

    /// <summary>Id of the event.</summary>
    public string? EventId { get; set; }
}

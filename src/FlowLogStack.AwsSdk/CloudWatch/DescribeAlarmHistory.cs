using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Request of <see cref="IAmazonCloudWatch.DescribeAlarmHistoryAsync"/>.</summary>
public class DescribeAlarmHistoryRequest : AmazonWebServiceRequest
{
    /// <summary>Name of the alarm. Default: null, all alarms.</summary>
    public string? AlarmName { get; set; }

    /// <summary>Types of alarms. Default: null, metric alarms only.</summary>
    public List<string>? AlarmTypes { get; set; }

    /// <summary>Type of the items. Default: null, all types.</summary>
    public HistoryItemType? HistoryItemType { get; set; }

    /// <summary>Start of the history (UTC). Default: null, the oldest item.</summary>
    public DateTime? StartDate { get; set; }

    /// <summary>End of the history (UTC). Default: null, now.</summary>
    public DateTime? EndDate { get; set; }

    /// <summary>Maximum number of items in the page, 1 to 100. Default: null, 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>Order of the items. Default: null, the newest first.</summary>
    public ScanBy? ScanBy { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatch.DescribeAlarmHistoryAsync"/>: one page of the history.</summary>
public class DescribeAlarmHistoryResponse : AmazonWebServiceResponse
{
    /// <summary>Items; null if the list is empty.</summary>
    public List<AlarmHistoryItem>? AlarmHistoryItems { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>An item of an alarm's history.</summary>
public class AlarmHistoryItem
{
    /// <summary>Name of the alarm.</summary>
    public string? AlarmName { get; set; }

    /// <summary>Type of the alarm.</summary>
    public AlarmType? AlarmType { get; set; }

    /// <summary>Type of the item.</summary>
    public HistoryItemType? HistoryItemType { get; set; }

    /// <summary>Summary of the item, as text.</summary>
    public string? HistorySummary { get; set; }

    /// <summary>Data of the item, as JSON.</summary>
    public string? HistoryData { get; set; }

    /// <summary>Time of the item (UTC).</summary>
    public DateTime? Timestamp { get; set; }
}

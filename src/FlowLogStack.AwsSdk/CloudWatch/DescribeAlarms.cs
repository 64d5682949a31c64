using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Request of <see cref="IAmazonCloudWatch.DescribeAlarmsAsync"/>.</summary>
public class DescribeAlarmsRequest : AmazonWebServiceRequest
{
    /// <summary>Names of alarms, at most 100; unknown names are ignored. Default: null, all alarms.</summary>
    public List<string>? AlarmNames { get; set; }

    /// <summary>Types of alarms. Default: null, metric alarms only.</summary>
    public List<string>? AlarmTypes { get; set; }

    /// <summary>Maximum number of alarms in the page, 1 to 100. Default: null, 50.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>Token of the page, from the previous page. Default: null, the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>Response of <see cref="IAmazonCloudWatch.DescribeAlarmsAsync"/>: one page of alarms.</summary>
public class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    /// <summary>Metric alarms; null if the list is empty.</summary>
    public List<MetricAlarm>? MetricAlarms { get; set; }

    /// <summary>Composite alarms; null if the list is empty.</summary>
    public List<CompositeAlarm>? CompositeAlarms { get; set; }

    /// <summary>Token of the next page; null or empty on the last page.</summary>
    public string? NextToken { get; set; }
}

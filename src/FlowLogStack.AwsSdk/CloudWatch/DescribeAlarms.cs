using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Which alarms to describe.</summary>
public class DescribeAlarmsRequest : AmazonWebServiceRequest
{
    /// <summary>The alarms' names, at most 100; names that no alarm has are passed over. Default: every alarm.</summary>
    public List<string>? AlarmNames { get; set; }

    /// <summary>The kinds of alarm. Default: metric alarms only.</summary>
    public List<string>? AlarmTypes { get; set; }

    /// <summary>Alarms in a page at most, 1 to 100. Default: 50.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>Where the page begins: the token of the page before. Default: the first page.</summary>
    public string? NextToken { get; set; }
}

/// <summary>One page of alarms.</summary>
public class DescribeAlarmsResponse : AmazonWebServiceResponse
{
    /// <summary>The metric alarms; null when there are none.</summary>
    public List<MetricAlarm>? MetricAlarms { get; set; }

    /// <summary>The composite alarms; null when there are none.</summary>
    public List<CompositeAlarm>? CompositeAlarms { get; set; }

    /// <summary>Where the next page begins; null or empty after the last.</summary>
    public string? NextToken { get; set; }
}

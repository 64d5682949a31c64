using Amazon.CDK.AWS.Logs;

namespace FlowLogStack.Dashboards;

/// <summary>The log groups of activity logs that a dashboard queries.</summary>
public sealed record ActivityLogGroups
{
    /// <summary>Log group to which a trail sends its records. Default: null (no panels of calls).</summary>
    public ILogGroup? Calls { get; init; }

    /// <summary>
    /// Log group that receives S3 server access logs as JSON, by a delivery of CloudWatch Logs. Default: null (no panels of requests).
    /// </summary>
    public ILogGroup? Requests { get; init; }

    /// <summary>Volume of each log in GB a day, for the estimated cost of its panels. Default: 1.</summary>
    public double GigabytesPerDay { get; init; } = 1;
}

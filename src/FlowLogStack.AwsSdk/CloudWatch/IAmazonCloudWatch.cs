using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A client of Amazon CloudWatch, as an interface for substitutes.</summary>
public interface IAmazonCloudWatch : IAmazonService, IDisposable
{
    /// <summary>Describes alarms, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchException">The request is malformed, or the call is throttled or denied.</exception>
    Task<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads the history of alarms, which CloudWatch keeps for 30 days, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchException">The request is malformed, or the call is throttled or denied.</exception>
    Task<DescribeAlarmHistoryResponse> DescribeAlarmHistoryAsync(DescribeAlarmHistoryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets the state of an alarm until its next evaluation. A change of state runs the alarm's actions.</summary>
    /// <exception cref="AmazonCloudWatchException">The alarm does not exist, or the call is denied.</exception>
    Task<SetAlarmStateResponse> SetAlarmStateAsync(SetAlarmStateRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads datapoints of metrics, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchException">A query is malformed, or the call is throttled or denied.</exception>
    Task<GetMetricDataResponse> GetMetricDataAsync(GetMetricDataRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes Contributor Insights rules, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchException">The call is throttled or denied.</exception>
    Task<DescribeInsightRulesResponse> DescribeInsightRulesAsync(DescribeInsightRulesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a dashboard.</summary>
    /// <exception cref="AmazonCloudWatchException">The dashboard does not exist, or the call is denied.</exception>
    Task<GetDashboardResponse> GetDashboardAsync(GetDashboardRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudWatchClient(awsCredentials, (AmazonCloudWatchConfig)clientConfig);
}

using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Amazon CloudWatch.</summary>
public interface IAmazonCloudWatch : IAmazonService, IDisposable
{
    /// <summary>Describes alarms, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchException">The request is malformed, or the call is throttled or not allowed.</exception>
    Task<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets the state of an alarm, until it is evaluated again; its actions run as for any change.</summary>
    /// <exception cref="AmazonCloudWatchException">There is no such alarm, or the call is not allowed.</exception>
    Task<SetAlarmStateResponse> SetAlarmStateAsync(SetAlarmStateRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads datapoints of metrics, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchException">A query is malformed, or the call is throttled or not allowed.</exception>
    Task<GetMetricDataResponse> GetMetricDataAsync(GetMetricDataRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes the Contributor Insights rules, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchException">The call is throttled or not allowed.</exception>
    Task<DescribeInsightRulesResponse> DescribeInsightRulesAsync(DescribeInsightRulesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a dashboard.</summary>
    /// <exception cref="AmazonCloudWatchException">There is no such dashboard, or the call is not allowed.</exception>
    Task<GetDashboardResponse> GetDashboardAsync(GetDashboardRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudWatchClient(awsCredentials, (AmazonCloudWatchConfig)clientConfig);
}

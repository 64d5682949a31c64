using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>Amazon CloudWatch Logs.</summary>
public interface IAmazonCloudWatchLogs : IAmazonService, IDisposable
{
    /// <summary>Describes the metric filters of a log group, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchLogsException">There is no such log group, or the call is not allowed.</exception>
    Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes the subscription filters of a log group, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchLogsException">There is no such log group, or the call is not allowed.</exception>
    Task<DescribeSubscriptionFiltersResponse> DescribeSubscriptionFiltersAsync(DescribeSubscriptionFiltersRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchLogsConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudWatchLogsClient(awsCredentials, (AmazonCloudWatchLogsConfig)clientConfig);
}

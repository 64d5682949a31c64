using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>A client of Amazon CloudWatch Logs, as an interface for substitutes.</summary>
public interface IAmazonCloudWatchLogs : IAmazonService, IDisposable
{
    /// <summary>Describes the metric filters of a log group, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchLogsException">The log group does not exist, or the call is denied.</exception>
    Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes the subscription filters of a log group, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchLogsException">The log group does not exist, or the call is denied.</exception>
    Task<DescribeSubscriptionFiltersResponse> DescribeSubscriptionFiltersAsync(DescribeSubscriptionFiltersRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Reads the events of a log group that match a pattern, a page at a time.</summary>
    /// <exception cref="AmazonCloudWatchLogsException">The log group does not exist, the pattern is malformed, or the call is denied.</exception>
    Task<FilterLogEventsResponse> FilterLogEventsAsync(FilterLogEventsRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchLogsConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudWatchLogsClient(awsCredentials, (AmazonCloudWatchLogsConfig)clientConfig);
}

using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>A client of Amazon CloudWatch Logs.</summary>
public class AmazonCloudWatchLogsClient : SubsetClient, IAmazonCloudWatchLogs
{
    /// <summary>A client with the environment's region and credentials.</summary>
    public AmazonCloudWatchLogsClient()
        : this(new AmazonCloudWatchLogsConfig())
    {
    }

    /// <summary>A client with the environment's credentials.</summary>
    public AmazonCloudWatchLogsClient(AmazonCloudWatchLogsConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>A client with these credentials.</summary>
    public AmazonCloudWatchLogsClient(AWSCredentials credentials, AmazonCloudWatchLogsConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeMetricFiltersResponse>(request, DescribeMetricFiltersOperation.Instance, DescribeMetricFiltersOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeSubscriptionFiltersResponse> DescribeSubscriptionFiltersAsync(DescribeSubscriptionFiltersRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeSubscriptionFiltersResponse>(request, DescribeSubscriptionFiltersOperation.Instance, DescribeSubscriptionFiltersOperation.Instance, cancellationToken);
}

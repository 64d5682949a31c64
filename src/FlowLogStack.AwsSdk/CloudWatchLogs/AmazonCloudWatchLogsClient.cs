using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatchLogs;

/// <summary>A client of Amazon CloudWatch Logs.</summary>
public class AmazonCloudWatchLogsClient : SubsetClient, IAmazonCloudWatchLogs
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonCloudWatchLogsClient()
        : this(new AmazonCloudWatchLogsConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonCloudWatchLogsClient(AmazonCloudWatchLogsConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonCloudWatchLogsClient(AWSCredentials credentials, AmazonCloudWatchLogsConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeMetricFiltersResponse>(request, DescribeMetricFiltersOperation.Instance, DescribeMetricFiltersOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeSubscriptionFiltersResponse> DescribeSubscriptionFiltersAsync(DescribeSubscriptionFiltersRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeSubscriptionFiltersResponse>(request, DescribeSubscriptionFiltersOperation.Instance, DescribeSubscriptionFiltersOperation.Instance,
            cancellationToken);

    /// <inheritdoc/>
    public virtual Task<FilterLogEventsResponse> FilterLogEventsAsync(FilterLogEventsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<FilterLogEventsResponse>(request, FilterLogEventsOperation.Instance, FilterLogEventsOperation.Instance, cancellationToken);
}

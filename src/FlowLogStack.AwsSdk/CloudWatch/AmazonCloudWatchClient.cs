using Amazon.CloudWatch.Model;
using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>A client of Amazon CloudWatch.</summary>
public class AmazonCloudWatchClient : SubsetClient, IAmazonCloudWatch
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonCloudWatchClient()
        : this(new AmazonCloudWatchConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonCloudWatchClient(AmazonCloudWatchConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeAlarmsResponse>(request, DescribeAlarmsOperation.Instance, DescribeAlarmsOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeAlarmHistoryResponse> DescribeAlarmHistoryAsync(DescribeAlarmHistoryRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeAlarmHistoryResponse>(request, DescribeAlarmHistoryOperation.Instance, DescribeAlarmHistoryOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SetAlarmStateResponse> SetAlarmStateAsync(SetAlarmStateRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<SetAlarmStateResponse>(request, SetAlarmStateOperation.Instance, SetAlarmStateOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetMetricDataResponse> GetMetricDataAsync(GetMetricDataRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetMetricDataResponse>(request, GetMetricDataOperation.Instance, GetMetricDataOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeInsightRulesResponse> DescribeInsightRulesAsync(DescribeInsightRulesRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeInsightRulesResponse>(request, DescribeInsightRulesOperation.Instance, DescribeInsightRulesOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetDashboardResponse> GetDashboardAsync(GetDashboardRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetDashboardResponse>(request, GetDashboardOperation.Instance, GetDashboardOperation.Instance, cancellationToken);
}

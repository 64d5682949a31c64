using Amazon.EC2.Model;
using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>A client of Amazon EC2, as an interface for substitutes.</summary>
public interface IAmazonEC2 : IAmazonService, IDisposable
{
    /// <summary>Describes network interfaces, a page at a time.</summary>
    /// <exception cref="AmazonEC2Exception">A filter is malformed, an interface does not exist, or the call is throttled or denied.</exception>
    Task<DescribeNetworkInterfacesResponse> DescribeNetworkInterfacesAsync(DescribeNetworkInterfacesRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Describes flow logs, a page at a time.</summary>
    /// <exception cref="AmazonEC2Exception">A filter is malformed, a flow log does not exist, or the call is throttled or denied.</exception>
    Task<DescribeFlowLogsResponse> DescribeFlowLogsAsync(DescribeFlowLogsRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEC2Config();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonEC2Client(awsCredentials, (AmazonEC2Config)clientConfig);
}

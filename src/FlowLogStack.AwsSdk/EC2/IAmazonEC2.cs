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

    /// <summary>Describes VPCs, a page at a time.</summary>
    /// <exception cref="AmazonEC2Exception">A filter is malformed, a VPC does not exist, or the call is throttled or denied.</exception>
    Task<DescribeVpcsResponse> DescribeVpcsAsync(DescribeVpcsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes subnets, a page at a time.</summary>
    /// <exception cref="AmazonEC2Exception">A filter is malformed, a subnet does not exist, or the call is throttled or denied.</exception>
    Task<DescribeSubnetsResponse> DescribeSubnetsAsync(DescribeSubnetsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes transit gateways, a page at a time.</summary>
    /// <exception cref="AmazonEC2Exception">A filter is malformed, a transit gateway does not exist, or the call is throttled or denied.</exception>
    Task<DescribeTransitGatewaysResponse> DescribeTransitGatewaysAsync(DescribeTransitGatewaysRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Creates a flow log for each resource.</summary>
    /// <exception cref="AmazonEC2Exception">The request is malformed, throttled or denied. Errors of one resource are in the response.</exception>
    Task<CreateFlowLogsResponse> CreateFlowLogsAsync(CreateFlowLogsRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEC2Config();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonEC2Client(awsCredentials, (AmazonEC2Config)clientConfig);
}

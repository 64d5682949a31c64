using Amazon.EC2.Model;
using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>A client of Amazon EC2.</summary>
public class AmazonEC2Client : SubsetClient, IAmazonEC2
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonEC2Client()
        : this(new AmazonEC2Config())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonEC2Client(AmazonEC2Config clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonEC2Client(AWSCredentials credentials, AmazonEC2Config clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<DescribeNetworkInterfacesResponse> DescribeNetworkInterfacesAsync(DescribeNetworkInterfacesRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeNetworkInterfacesResponse>(request, DescribeNetworkInterfacesOperation.Instance, DescribeNetworkInterfacesOperation.Instance,
            cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeFlowLogsResponse> DescribeFlowLogsAsync(DescribeFlowLogsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeFlowLogsResponse>(request, DescribeFlowLogsOperation.Instance, DescribeFlowLogsOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeVpcsResponse> DescribeVpcsAsync(DescribeVpcsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeVpcsResponse>(request, DescribeVpcsOperation.Instance, DescribeVpcsOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeSubnetsResponse> DescribeSubnetsAsync(DescribeSubnetsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeSubnetsResponse>(request, DescribeSubnetsOperation.Instance, DescribeSubnetsOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeTransitGatewaysResponse> DescribeTransitGatewaysAsync(DescribeTransitGatewaysRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeTransitGatewaysResponse>(request, DescribeTransitGatewaysOperation.Instance, DescribeTransitGatewaysOperation.Instance,
            cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateFlowLogsResponse> CreateFlowLogsAsync(CreateFlowLogsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CreateFlowLogsResponse>(request, CreateFlowLogsOperation.Instance, CreateFlowLogsOperation.Instance, cancellationToken);
}

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
}

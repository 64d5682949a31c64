using Amazon.CloudFormation.Model;
using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>A client of AWS CloudFormation.</summary>
public class AmazonCloudFormationClient : SubsetClient, IAmazonCloudFormation
{
    /// <summary>A client with the environment's region and credentials.</summary>
    public AmazonCloudFormationClient()
        : this(new AmazonCloudFormationConfig())
    {
    }

    /// <summary>A client with the environment's credentials.</summary>
    public AmazonCloudFormationClient(AmazonCloudFormationConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>A client with these credentials.</summary>
    public AmazonCloudFormationClient(AWSCredentials credentials, AmazonCloudFormationConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<DescribeStacksResponse> DescribeStacksAsync(DescribeStacksRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeStacksResponse>(request, DescribeStacksOperation.Instance, DescribeStacksOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListStackResourcesResponse> ListStackResourcesAsync(ListStackResourcesRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListStackResourcesResponse>(request, ListStackResourcesOperation.Instance, ListStackResourcesOperation.Instance, cancellationToken);
}

using Amazon.CloudFormation.Model;
using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>A client of AWS CloudFormation.</summary>
public class AmazonCloudFormationClient : SubsetClient, IAmazonCloudFormation
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonCloudFormationClient()
        : this(new AmazonCloudFormationConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonCloudFormationClient(AmazonCloudFormationConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
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

    /// <inheritdoc/>
    public virtual Task<GetTemplateResponse> GetTemplateAsync(GetTemplateRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetTemplateResponse>(request, GetTemplateOperation.Instance, GetTemplateOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DetectStackDriftResponse> DetectStackDriftAsync(DetectStackDriftRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DetectStackDriftResponse>(request, DetectStackDriftOperation.Instance, DetectStackDriftOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeStackDriftDetectionStatusResponse> DescribeStackDriftDetectionStatusAsync(DescribeStackDriftDetectionStatusRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeStackDriftDetectionStatusResponse>(request, DescribeStackDriftDetectionStatusOperation.Instance,
            DescribeStackDriftDetectionStatusOperation.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeStackResourceDriftsResponse> DescribeStackResourceDriftsAsync(DescribeStackResourceDriftsRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<DescribeStackResourceDriftsResponse>(request, DescribeStackResourceDriftsOperation.Instance, DescribeStackResourceDriftsOperation.Instance,
            cancellationToken);
}

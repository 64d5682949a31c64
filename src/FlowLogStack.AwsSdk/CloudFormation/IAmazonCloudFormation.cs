using Amazon.CloudFormation.Model;
using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>A client of AWS CloudFormation, as an interface for substitutes.</summary>
public interface IAmazonCloudFormation : IAmazonService, IDisposable
{
    /// <summary>Describes one stack or all stacks, a page at a time.</summary>
    /// <exception cref="AmazonCloudFormationException">The stack does not exist, or the call is denied.</exception>
    Task<DescribeStacksResponse> DescribeStacksAsync(DescribeStacksRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the resources of a stack, a page at a time.</summary>
    /// <exception cref="AmazonCloudFormationException">The stack does not exist, or the call is denied.</exception>
    Task<ListStackResourcesResponse> ListStackResourcesAsync(ListStackResourcesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns the template of a stack, as it was deployed.</summary>
    /// <exception cref="AmazonCloudFormationException">The stack does not exist, or the call is denied.</exception>
    Task<GetTemplateResponse> GetTemplateAsync(GetTemplateRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a comparison of the resources of a stack with its template. It changes no resource.</summary>
    /// <exception cref="AmazonCloudFormationException">The stack does not exist or is being changed, or the call is denied.</exception>
    Task<DetectStackDriftResponse> DetectStackDriftAsync(DetectStackDriftRequest request, CancellationToken cancellationToken = default);

    /// <summary>Returns the status of such a comparison.</summary>
    /// <exception cref="AmazonCloudFormationException">The id is unknown, or the call is denied.</exception>
    Task<DescribeStackDriftDetectionStatusResponse> DescribeStackDriftDetectionStatusAsync(DescribeStackDriftDetectionStatusRequest request,
        CancellationToken cancellationToken = default);

    /// <summary>Returns the differences of the resources of a stack from its template, a page at a time.</summary>
    /// <exception cref="AmazonCloudFormationException">The stack does not exist, or the call is denied.</exception>
    Task<DescribeStackResourceDriftsResponse> DescribeStackResourceDriftsAsync(DescribeStackResourceDriftsRequest request,
        CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudFormationConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudFormationClient(awsCredentials, (AmazonCloudFormationConfig)clientConfig);
}

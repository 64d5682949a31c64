using Amazon.CloudFormation.Model;
using Amazon.Runtime;

namespace Amazon.CloudFormation;

/// <summary>AWS CloudFormation.</summary>
public interface IAmazonCloudFormation : IAmazonService, IDisposable
{
    /// <summary>Describes a stack, or all, a page at a time.</summary>
    /// <exception cref="AmazonCloudFormationException">There is no such stack, or the call is not allowed.</exception>
    Task<DescribeStacksResponse> DescribeStacksAsync(DescribeStacksRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the resources of a stack, a page at a time.</summary>
    /// <exception cref="AmazonCloudFormationException">There is no such stack, or the call is not allowed.</exception>
    Task<ListStackResourcesResponse> ListStackResourcesAsync(ListStackResourcesRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudFormationConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudFormationClient(awsCredentials, (AmazonCloudFormationConfig)clientConfig);
}

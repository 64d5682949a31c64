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

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudFormationConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudFormationClient(awsCredentials, (AmazonCloudFormationConfig)clientConfig);
}

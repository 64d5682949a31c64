using Amazon.Organizations.Model;
using Amazon.Runtime;

namespace Amazon.Organizations;

/// <summary>A client of AWS Organizations, as an interface for substitutes.</summary>
public interface IAmazonOrganizations : IAmazonService, IDisposable
{
    /// <summary>Returns a page of the accounts of the organization.</summary>
    /// <exception cref="AmazonOrganizationsException">The call is throttled or denied.</exception>
    Task<ListAccountsResponse> ListAccountsAsync(ListAccountsRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonOrganizationsConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonOrganizationsClient(awsCredentials, (AmazonOrganizationsConfig)clientConfig);
}

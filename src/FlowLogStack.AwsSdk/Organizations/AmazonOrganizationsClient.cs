using Amazon.Organizations.Model;
using Amazon.Runtime;

namespace Amazon.Organizations;

/// <summary>A client of AWS Organizations.</summary>
public class AmazonOrganizationsClient : SubsetClient, IAmazonOrganizations
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonOrganizationsClient()
        : this(new AmazonOrganizationsConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonOrganizationsClient(AmazonOrganizationsConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonOrganizationsClient(AWSCredentials credentials, AmazonOrganizationsConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<ListAccountsResponse> ListAccountsAsync(ListAccountsRequest request,
        CancellationToken cancellationToken = default) =>
        SendAsync<ListAccountsResponse>(request, ListAccountsOperation.Instance, ListAccountsOperation.Instance, cancellationToken);
}

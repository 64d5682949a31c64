using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

/// <summary>A client of AWS Secrets Manager.</summary>
public class AmazonSecretsManagerClient : SubsetClient, IAmazonSecretsManager
{
    /// <summary>Creates a client with the Region and credentials of the environment.</summary>
    public AmazonSecretsManagerClient()
        : this(new AmazonSecretsManagerConfig())
    {
    }

    /// <summary>Creates a client with the credentials of the environment.</summary>
    public AmazonSecretsManagerClient(AmazonSecretsManagerConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>Creates a client with the given credentials.</summary>
    public AmazonSecretsManagerClient(AWSCredentials credentials, AmazonSecretsManagerConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetSecretValueResponse>(request, GetSecretValueOperation.Instance, GetSecretValueOperation.Instance, cancellationToken);
}

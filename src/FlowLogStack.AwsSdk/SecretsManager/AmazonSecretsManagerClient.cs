using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

/// <summary>A client of AWS Secrets Manager.</summary>
public class AmazonSecretsManagerClient : SubsetClient, IAmazonSecretsManager
{
    /// <summary>A client with the environment's region and credentials.</summary>
    public AmazonSecretsManagerClient()
        : this(new AmazonSecretsManagerConfig())
    {
    }

    /// <summary>A client with the environment's credentials.</summary>
    public AmazonSecretsManagerClient(AmazonSecretsManagerConfig clientConfig)
        : base(clientConfig)
    {
    }

    /// <summary>A client with these credentials.</summary>
    public AmazonSecretsManagerClient(AWSCredentials credentials, AmazonSecretsManagerConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    public virtual Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetSecretValueResponse>(request, GetSecretValueOperation.Instance, GetSecretValueOperation.Instance, cancellationToken);
}

using Amazon.Runtime;
using Amazon.SecretsManager.Model;

namespace Amazon.SecretsManager;

/// <summary>A client of AWS Secrets Manager, as an interface for substitutes.</summary>
public interface IAmazonSecretsManager : IAmazonService, IDisposable
{
    /// <summary>Returns the value of a secret.</summary>
    /// <exception cref="AmazonSecretsManagerException">The secret does not exist, or the call is denied.</exception>
    Task<GetSecretValueResponse> GetSecretValueAsync(GetSecretValueRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSecretsManagerConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSecretsManagerClient(awsCredentials, (AmazonSecretsManagerConfig)clientConfig);
}

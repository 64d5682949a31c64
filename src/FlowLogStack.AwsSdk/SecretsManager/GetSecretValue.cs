using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

/// <summary>Request of <see cref="IAmazonSecretsManager.GetSecretValueAsync"/>.</summary>
public class GetSecretValueRequest : AmazonWebServiceRequest
{
    /// <summary>ARN or name of the secret.</summary>
    public string? SecretId { get; set; }

    /// <summary>Id of the version. Default: null, the version at <see cref="VersionStage"/>.</summary>
    public string? VersionId { get; set; }

    /// <summary>Staging label of the version. Default: null, <c>AWSCURRENT</c>.</summary>
    public string? VersionStage { get; set; }
}

/// <summary>Response of <see cref="IAmazonSecretsManager.GetSecretValueAsync"/>.</summary>
public class GetSecretValueResponse : AmazonWebServiceResponse
{
    /// <summary>ARN of the secret.</summary>
    public string? ARN { get; set; }

    /// <summary>Name of the secret.</summary>
    public string? Name { get; set; }

    /// <summary>Id of the version that was read.</summary>
    public string? VersionId { get; set; }

    /// <summary>Value of a text secret; null for a binary secret.</summary>
    public string? SecretString { get; set; }

    /// <summary>Value of a binary secret; null for a text secret.</summary>
    public MemoryStream? SecretBinary { get; set; }
}

using Amazon.Runtime;

namespace Amazon.SecretsManager.Model;

/// <summary>Which secret to read.</summary>
public class GetSecretValueRequest : AmazonWebServiceRequest
{
    /// <summary>The secret's ARN or name.</summary>
    public string? SecretId { get; set; }

    /// <summary>The version. Default: the one staged as current.</summary>
    public string? VersionId { get; set; }

    /// <summary>The stage of the version. Default: <c>AWSCURRENT</c>.</summary>
    public string? VersionStage { get; set; }
}

/// <summary>A secret's value.</summary>
public class GetSecretValueResponse : AmazonWebServiceResponse
{
    /// <summary>The secret's ARN.</summary>
    public string? ARN { get; set; }

    /// <summary>The secret's name.</summary>
    public string? Name { get; set; }

    /// <summary>The version that was read.</summary>
    public string? VersionId { get; set; }

    /// <summary>The value of a secret made of text; null for a binary one.</summary>
    public string? SecretString { get; set; }

    /// <summary>The value of a secret made of bytes; null for a text one.</summary>
    public MemoryStream? SecretBinary { get; set; }
}

namespace Amazon.SecretsManager;

/// <summary>How a Secrets Manager client connects.</summary>
/// <remarks>Default: the region and credentials of the environment.</remarks>
public class AmazonSecretsManagerConfig : SubsetClientConfig
{
    /// <summary>The defaults.</summary>
    public AmazonSecretsManagerConfig()
        : base("Secrets Manager", "secretsmanager", "secretsmanager")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-10-17";
}

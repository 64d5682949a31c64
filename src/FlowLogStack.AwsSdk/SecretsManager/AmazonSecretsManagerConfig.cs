namespace Amazon.SecretsManager;

/// <summary>Configuration of a Secrets Manager client.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonSecretsManagerConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonSecretsManagerConfig()
        : base("Secrets Manager", "secretsmanager", "secretsmanager")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-10-17";
}

namespace Amazon.ObservabilityAdmin;

/// <summary>Configuration of a client of CloudWatch Observability Admin.</summary>
/// <remarks>Default: the Region and credentials of the environment.</remarks>
public class AmazonObservabilityAdminConfig : SubsetClientConfig
{
    /// <summary>Creates a configuration with the defaults.</summary>
    public AmazonObservabilityAdminConfig()
        : base("ObservabilityAdmin", "observabilityadmin", "observabilityadmin")
    {
    }

    /// <inheritdoc/>
    public override string ServiceVersion => "2018-05-10";
}
